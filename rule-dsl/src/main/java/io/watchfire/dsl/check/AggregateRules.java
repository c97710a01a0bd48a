package io.watchfire.dsl.check;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;

/** Aggregates over time: which there are, what they take and what they give. */
final class AggregateRules {
    private final Types types;
    private final Names names;
    private final Kinds kinds;
    private final FunctionRules functions;
    private final Findings findings;
    private final Wording wording;

    AggregateRules(Types types, Names names, Kinds kinds, FunctionRules functions, Findings findings, Wording wording) {
        this.types = types;
        this.names = names;
        this.kinds = kinds;
        this.functions = functions;
        this.findings = findings;
        this.wording = wording;
    }

    /** The type of an aggregate whose arguments and filter are typed already. */
    Type of(Aggregate node) {
        if (node.by() != null) {
            for (Name tag : node.by()) {
                names.group(tag);
            }
        }
        boolean filter = node.where() == null || kinds.require(node.where(), ValueType.BOOLEAN, "where");
        AggregateFunction function = AggregateFunction.ofName(node.function()).orElse(null);
        if (function == null) {
            noAggregate(node);
            return Type.BROKEN;
        }
        if (!shape(node, function) || kinds.anyBroken(node.arguments())) {
            return Type.BROKEN;
        }
        boolean fine = filter & arguments(node, function);
        Expression value = node.arguments().get(node.arguments().size() - 1);
        return !fine ? Type.BROKEN : function.keepsType() ? types.of(value) : Type.NUMBER;
    }

    private boolean shape(Aggregate node, AggregateFunction function) {
        if (node.arguments().size() != function.arguments()) {
            findings.error(
                    "wrong-arity",
                    node.functionSpan(),
                    node.function() + " over a window "
                            + FunctionRules.given(node.arguments().size()),
                    "write " + function.usage());
            return false;
        }
        if (node.overMillis() < 0) {
            findings.error(
                    "missing-window",
                    node.functionSpan(),
                    node.function() + " looks at the events of a window; none is given",
                    "write " + wording.of(node) + " over 5m");
            return false;
        }
        if (node.overMillis() == 0) {
            findings.error(
                    "argument-out-of-range",
                    node.overSpan() == null ? node.functionSpan() : node.overSpan(),
                    "a window of no length holds no events",
                    "write how far it goes back: over 5m");
            return false;
        }
        return true;
    }

    private boolean arguments(Aggregate node, AggregateFunction function) {
        boolean fine = true;
        if (function == AggregateFunction.QUANTILE) {
            fine = quantile(node.arguments().get(0));
        }
        Expression value = node.arguments().get(node.arguments().size() - 1);
        if (function.needsNumber()) {
            fine &= kinds.require(value, ValueType.NUMBER, node.function());
        }
        return fine;
    }

    private boolean quantile(Expression which) {
        if (which instanceof NumberLiteral literal && literal.value() <= 1) {
            return true;
        }
        if (which instanceof Expression.TextLiteral || which instanceof Expression.BooleanLiteral) {
            return kinds.require(which, ValueType.NUMBER, "quantile");
        }
        findings.error(
                "argument-out-of-range",
                which.span(),
                "the first argument of quantile is a constant from 0 to 1, not " + wording.of(which),
                "write quantile(0.95, value) for the 95th percentile");
        return false;
    }

    private void noAggregate(Aggregate node) {
        if (BuiltinFunction.ofName(node.function()).isEmpty()) {
            functions.unknown(node.function(), node);
            return;
        }
        findings.error(
                "not-an-aggregate",
                node.functionSpan(),
                node.function() + " is no aggregate: it looks at one event and takes neither over nor where",
                "leave out over and where, or use an aggregate such as avg, max or count");
    }
}
