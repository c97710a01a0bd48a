package io.watchfire.evaluator.json;

/** A text. It knows where each of its characters stands in the file, escapes taken into account. */
public final class JsonText extends JsonValue {
    private final String value;

    JsonText(Position position, String value) {
        super(position);
        this.value = value;
    }

    public String value() {
        return value;
    }

    /**
     * Offset in the document of the character at {@code index} of the {@linkplain #value() value}; for the value's length
     * that of the closing quote.
     */
    public int offsetOf(int index) {
        return skip(document().text(), offset() + 1, index);
    }

    @Override
    int end() {
        return offsetOf(value.length()) + 1;
    }

    @Override
    public String kind() {
        return "a text";
    }

    /** Offset behind {@code count} decoded characters of a text that goes on at {@code from}. */
    private static int skip(String raw, int from, int count) {
        int at = from;
        for (int i = 0; i < count; i++) {
            if (raw.charAt(at) != '\\') {
                at++;
            } else {
                at += raw.charAt(at + 1) == 'u' ? 6 : 2;
            }
        }
        return at;
    }
}
