package io.watchfire.dsl.check;

import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.Scope;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression.Name;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names mean: from the schema, else from their first use. */
final class Names {
    private static final int FEW = 8;
    private static final Set<String> LITERALS = Set.of("true", "false");
    private static final Set<String> NOTHINGS = Set.of("null", "nil", "none", "undefined", "nan");

    private final Scope scope;
    private final Schema schema;
    private final Findings findings;
    private final Wording wording;
    private final Map<String, Span> firstUses = new HashMap<>();

    /** How often a name was read before anything was known of it. */
    private final Map<String, Integer> unknownReads = new HashMap<>();

    private boolean learntLate;

    /** What is compared with a text at the moment, as it was written; null if nothing is. */
    private @Nullable String besideText;

    Names(Scope scope, Findings findings, Wording wording) {
        this.wording = wording;
        this.scope = scope;
        this.schema = scope.schema();
        this.findings = findings;
    }

    /** The type of a name that is read; an error if it has to be declared and is not. */
    Type read(Name name) {
        if (schema.isTag(name.name())) {
            return Type.TEXT;
        }
        FieldType field = schema.field(name.name());
        if (field != null) {
            return new Type(field.valueType(), field.unit(), Type.Source.DECLARED);
        }
        if (schema.isClosed()) {
            unknown(name, "there is no tag or field " + name.name(), schema.names());
            return Type.BROKEN;
        }
        ValueType inferred = scope.inferred(name.name());
        if (inferred == null) {
            unknownReads.merge(name.name(), 1, Integer::sum);
            return Type.ANY;
        }
        return Type.inferred(inferred);
    }

    /** Whether a name got its type from a use that was not the first place where it was read. */
    boolean isLearntLate() {
        return learntLate;
    }

    /** A name after {@code by} groups series, so it has to be a tag; fields do not stay the same. */
    void group(Name name) {
        if (!schema.isClosed() || schema.isTag(name.name())) {
            return;
        }
        boolean isField = schema.field(name.name()) != null;
        unknown(
                name,
                isField ? name.name() + " is a field, not a tag" : "there is no tag " + name.name(),
                schema.tags());
    }

    /** The first use that says something gives an undeclared name its type; a later one has to agree. */
    boolean use(Name name, ValueType type) {
        ValueType before = scope.inferred(name.name());
        if (before == null) {
            scope.infer(name.name(), type);
            firstUses.put(name.name(), name.span());
            learntLate |= unknownReads.getOrDefault(name.name(), 0) > 1;
        } else if (before != type) {
            findings.error(
                    "conflicting-types",
                    name.span(),
                    firstUses.get(name.name()),
                    name.name() + " was used as " + Wording.kind(before) + "; here it is " + Wording.kind(type),
                    "a name has one type; where fields are declared, the declaration says which");
            return false;
        }
        return true;
    }

    /** While this operand is checked, an unknown name in it may be a text that lost its quotes; null: no more. */
    void besideText(@Nullable String operand) {
        besideText = operand;
    }

    private void unknown(Name name, String message, Collection<String> known) {
        findings.error("unknown-name", name.span(), message, help(name, known));
    }

    /** What to do about a name that is the word for a value in other languages; null if it is none. */
    static @Nullable String literal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (LITERALS.contains(lower)) {
            return lower + " is written in small letters";
        }
        return NOTHINGS.contains(lower) ? "missing values are asked for with isNull(x) and exists(x)" : null;
    }

    private @Nullable String help(Name name, Collection<String> known) {
        String literal = literal(name.name());
        if (literal != null) {
            return literal;
        }
        String near = NearestName.of(name.name(), known).orElse(null);
        if (near != null) {
            return "did you mean " + near + "?" + (besideText == null ? "" : " Text is written in quotes");
        }
        if (wording.of(name).startsWith("`")) {
            return "back quotes hold names; text is written '" + name.name() + "'";
        }
        if (besideText != null) {
            return "text is written in quotes: '" + besideText + "'";
        }
        return known.isEmpty() || known.size() > FEW ? null : "there are " + String.join(", ", known);
    }
}
