package io.watchfire.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of a file of diagnostics: an expression, and all that is said of it.
 *
 * <pre>{@code
 * == title, with (shop) at its end if the names of the shop are declared
 * expression
 * --
 * what is said
 * }</pre>
 *
 * <p>Characters that cannot be seen are written {@code <U+200B>} on both sides.
 */
record Diagnostic(String title, String input, String expected) {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\n]]|[\u00a0\u3000]");
    private static final Pattern WRITTEN = Pattern.compile("<U\\+([0-9A-F]+)>");
    private static final Schema SHOP = Schema.closed(
            new LinkedHashSet<>(List.of("okindName", "oname")),
            types(
                    "resp_time",
                    "ms",
                    "tps",
                    "number",
                    "cpu",
                    "percent",
                    "heap",
                    "bytes",
                    "status",
                    "text",
                    "up",
                    "boolean",
                    "응답시간",
                    "ms"));

    private static Map<String, FieldType> types(String... namesAndWords) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (int i = 0; i < namesAndWords.length; i += 2) {
            types.put(namesAndWords[i], FieldType.ofWord(namesAndWords[i + 1]).orElseThrow());
        }
        return types;
    }

    static List<Diagnostic> all(String file) {
        try (InputStream in = Diagnostic.class.getResourceAsStream(file)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Diagnostic> parse(String text) {
        List<Diagnostic> blocks = new ArrayList<>();
        for (String block : text.split("(?m)^== ")) {
            String[] parts = block.split("\n--(?:\n|$)", 2);
            if (parts.length == 2) {
                String[] head = parts[0].split("\n", 2);
                blocks.add(new Diagnostic(head[0], head.length > 1 ? head[1] : "", parts[1].stripTrailing()));
            }
        }
        return blocks;
    }

    String text() {
        return WRITTEN.matcher(input).replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }

    /** What is said of the expression. */
    String rendered() {
        String text = text();
        Scope scope = (title.endsWith("(shop)") ? SHOP : Schema.undeclared()).newScope();
        String said = RuleLanguage.standard().analyze(text, scope).problems().stream()
                .map(problem -> problem.render(text))
                .collect(Collectors.joining("\n"));
        return INVISIBLE
                .matcher(said)
                .replaceAll(found -> String.format("<U+%04X>", found.group().codePointAt(0)));
    }

    /** The block as it should be. */
    String block() {
        String said = rendered();
        return "== " + title + "\n" + input + "\n--\n" + (said.isEmpty() ? "" : said + "\n");
    }

    @Override
    public String toString() {
        return title;
    }
}
