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

    private final Scope scope;
    private final Schema schema;
    private final Findings findings;
    private final Map<String, Span> firstUses = new HashMap<>();

    Names(Scope scope, Findings findings) {
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
        return inferred == null ? Type.ANY : Type.inferred(inferred);
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

    private void unknown(Name name, String message, Collection<String> known) {
        findings.error("unknown-name", name.span(), message, help(name.name(), known));
    }

    private static @Nullable String help(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (LITERALS.contains(lower)) {
            return lower + " is written in small letters";
        }
        return NearestName.of(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(known.isEmpty() || known.size() > FEW ? null : "there are " + String.join(", ", known));
    }
}
