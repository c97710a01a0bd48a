package io.watchfire.notifiers.message;

/** Characters that are not read but obeyed: no text of an event may bring them to a terminal or into a message. */
public final class Controls {
    private Controls() {}

    /**
     * Whether a character is a control, a line or paragraph separator, or turns the direction of the text around it
     * (U+202A to U+202E, U+2066 to U+2069, and their old kin to U+206F). Line feed and tab are controls too.
     */
    public static boolean isControl(int c) {
        return Character.isISOControl(c) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f);
    }
}
