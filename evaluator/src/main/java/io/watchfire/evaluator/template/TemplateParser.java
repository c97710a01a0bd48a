package io.watchfire.evaluator.template;

import io.watchfire.dsl.Span;
import io.watchfire.evaluator.json.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a template apart: <code>${name}</code> is a place for a value, <code>${name | format}</code> one that says how
 * the value is written, and <code>$${</code> stands for <code>${</code>.
 */
public final class TemplateParser {
    private final String source;
    private final TemplateNames names;
    private final List<MessageTemplate.Part> parts = new ArrayList<>();
    private final List<ParsedTemplate.Problem> problems = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private TemplateParser(String source, TemplateNames names) {
        this.source = source;
        this.names = names;
    }

    /** Parses and checks a text. All that is wrong with it is found in one go. */
    public static ParsedTemplate parse(String source, TemplateNames names) {
        TemplateParser parser = new TemplateParser(source, names);
        parser.run();
        return new ParsedTemplate(new MessageTemplate(source, parser.parts), parser.problems);
    }

    private void run() {
        int at = 0;
        while (at < source.length()) {
            if (source.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (source.startsWith("${", at)) {
                at = place(at);
            } else {
                literal.append(source.charAt(at++));
            }
        }
        endLiteral();
    }

    private int place(int start) {
        int close = source.indexOf('}', start);
        if (close < 0) {
            problem(
                    new Span(start, start + 2),
                    "unclosed-name",
                    "a name in a message has to be closed with }",
                    "${ itself is written as $${");
            return source.length();
        }
        String inside = source.substring(start + 2, close);
        int bar = inside.indexOf('|');
        String name = (bar < 0 ? inside : inside.substring(0, bar)).strip();
        Span span = new Span(start, close + 1);
        ValueKind kind = kind(name, span);
        ValueFormat format = bar < 0 ? null : format(name, kind, start + 3 + bar, inside.substring(bar + 1));
        endLiteral();
        parts.add(new MessageTemplate.Variable(name, format));
        return close + 1;
    }

    private ValueKind kind(String name, Span span) {
        Optional<ValueKind> kind = names.kind(name);
        if (name.isEmpty()) {
            problem(span, "empty-name", "no name stands in ${}", null);
        } else if (kind.isEmpty()) {
            problem(
                    span,
                    "unknown-name",
                    "\"" + name + "\" is " + names.unknown(),
                    Suggestion.help(name, names.known().keySet()));
        }
        return kind.orElse(ValueKind.ANY);
    }

    private @Nullable ValueFormat format(String name, ValueKind kind, int offset, String text) {
        String word = text.strip();
        int start = word.isEmpty() ? offset - 1 : offset + text.indexOf(word);
        Span span = new Span(start, start + Math.max(1, word.length()));
        Optional<ValueFormat> format = ValueFormat.ofWord(word);
        if (format.isEmpty()) {
            String what = word.isEmpty() ? "no format stands behind |" : "\"" + word + "\" is not a format";
            problem(span, "unknown-format", what, Suggestion.help(word, ValueFormat.words()));
        } else if (!format.get().fits(kind.type())) {
            problem(
                    span,
                    "format-mismatch",
                    "\"" + name + "\" is " + kind.type().phrase() + ", which cannot be written as \"" + word + "\"",
                    "${" + name + "} writes it as it is");
        }
        return format.orElse(null);
    }

    private void problem(Span span, String code, String message, @Nullable String help) {
        problems.add(new ParsedTemplate.Problem(span, code, message, help));
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new MessageTemplate.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
