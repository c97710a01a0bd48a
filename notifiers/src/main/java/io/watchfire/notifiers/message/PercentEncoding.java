package io.watchfire.notifiers.message;

import java.nio.charset.StandardCharsets;

/** Text in URLs: UTF-8, as <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2">RFC 3986, section 2</a> has it. */
final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=%";

    private PercentEncoding() {}

    /** A text as one part of a URL: nothing in it has a meaning there. */
    static String ofText(String text) {
        return encode(text, UNRESERVED);
    }

    /** What is a URL but for characters that none may have, such as blanks and Hangul. */
    static String ofUrl(String url) {
        return encode(url, UNRESERVED + RESERVED);
    }

    private static String encode(String text, String kept) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || kept.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }
}
