package io.watchfire.evaluator.rule;

import io.watchfire.dsl.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a message template apart: <code>${name}</code> is a place for a value, <code>$${</code> stands for <code>${</code>. */
final class TemplateParser {
    /** A name in a template and its place, the braces included. */
    record NamePlace(String name, Span span) {}

    private final String source;
    private final List<MessageTemplate.Part> parts = new ArrayList<>();
    private final List<NamePlace> names = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private @Nullable Span unclosed;

    private TemplateParser(String source) {
        this.source = source;
    }

    static TemplateParser parse(String source) {
        TemplateParser parser = new TemplateParser(source);
        parser.run();
        return parser;
    }

    MessageTemplate template() {
        return new MessageTemplate(source, parts);
    }

    List<NamePlace> names() {
        return names;
    }

    /** Where a place begins that is not closed; null if all are. */
    @Nullable
    Span unclosed() {
        return unclosed;
    }

    private void run() {
        int at = 0;
        while (at < source.length()) {
            if (source.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (source.startsWith("${", at)) {
                at = name(at);
            } else {
                literal.append(source.charAt(at++));
            }
        }
        endLiteral();
    }

    private int name(int start) {
        int close = source.indexOf('}', start);
        if (close < 0) {
            unclosed = new Span(start, start + 2);
            return source.length();
        }
        String name = source.substring(start + 2, close).strip();
        endLiteral();
        parts.add(new MessageTemplate.Variable(name));
        names.add(new NamePlace(name, new Span(start, close + 1)));
        return close + 1;
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new MessageTemplate.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
