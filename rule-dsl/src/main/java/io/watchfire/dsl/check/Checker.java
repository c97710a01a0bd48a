package io.watchfire.dsl.check;

import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Scope;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import io.watchfire.dsl.syntax.Expression.And;
import io.watchfire.dsl.syntax.Expression.Arithmetic;
import io.watchfire.dsl.syntax.Expression.Between;
import io.watchfire.dsl.syntax.Expression.BooleanLiteral;
import io.watchfire.dsl.syntax.Expression.Call;
import io.watchfire.dsl.syntax.Expression.Comparison;
import io.watchfire.dsl.syntax.Expression.In;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.dsl.syntax.Expression.Negation;
import io.watchfire.dsl.syntax.Expression.Not;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;
import io.watchfire.dsl.syntax.Expression.Or;
import io.watchfire.dsl.syntax.Expression.PatternMatch;
import io.watchfire.dsl.syntax.Expression.QuantityLiteral;
import io.watchfire.dsl.syntax.Expression.TextLiteral;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks names, types, units and arities of a tree. Recursion goes as deep as brackets do; chains are walked in a loop. */
public final class Checker {
    private final Types types = new Types();
    private final Findings findings;
    private final Wording wording;
    private final Names names;
    private final Kinds kinds;
    private final Units units;
    private final ArithmeticRules arithmetic;
    private final FunctionRules functions;
    private final AggregateRules aggregates;
    private final PatternRules patterns;
    private final Warnings warnings;

    private Checker(String text, Scope scope, Limits limits) {
        findings = new Findings(text);
        wording = new Wording(text);
        names = new Names(scope, findings, wording);
        kinds = new Kinds(types, names, findings, wording);
        units = new Units(types, findings, wording);
        arithmetic = new ArithmeticRules(types, kinds, units, findings, wording);
        functions = new FunctionRules(types, kinds, units, findings, wording);
        aggregates = new AggregateRules(types, names, kinds, functions, findings, wording);
        warnings = new Warnings(text, types, findings, wording);
        patterns = new PatternRules(kinds, warnings, findings, limits);
    }

    /**
     * What was found.
     *
     * @param types what is known of each node
     * @param problems errors and warnings in order of their place
     */
    public record Checked(Types types, List<Problem> problems) {}

    /** Checks a tree with the default limits. */
    public static Checked check(String text, Expression tree, Scope scope) {
        return check(text, tree, scope, Limits.DEFAULT);
    }

    /** Checks a tree that was parsed from {@code text}; never throws for what it holds. */
    public static Checked check(String text, Expression tree, Scope scope, Limits limits) {
        Checker checker = new Checker(text, scope, limits);
        checker.visit(tree);
        if (checker.names.isLearntLate() && !checker.findings.hasErrors()) {
            // With what is known of the names by now, so that the order in which they are read does not matter.
            checker = new Checker(text, scope, limits);
            checker.visit(tree);
        }
        checker.types.complete();
        return new Checked(checker.types, checker.findings.problems());
    }

    private Type visit(Expression node) {
        Type type = typeOf(node);
        types.put(node, type);
        return type;
    }

    private void visitAll(List<Expression> nodes) {
        nodes.forEach(this::visit);
    }

    private Type typeOf(Expression node) {
        if (node instanceof Name name) {
            return names.read(name);
        } else if (node instanceof Comparison comparison) {
            return comparison(comparison);
        } else if (node instanceof And and) {
            return conditions(and.operands(), "and");
        } else if (node instanceof Or or) {
            return conditions(or.operands(), "or");
        } else if (node instanceof Not not) {
            return conditions(List.of(not.operand()), "not");
        } else if (node instanceof Arithmetic chain) {
            return arithmetic(chain);
        } else if (node instanceof Negation negation) {
            visit(negation.operand());
            boolean fine = kinds.require(negation.operand(), ValueType.NUMBER, "-");
            return fine ? types.of(negation.operand()) : Type.BROKEN;
        } else if (node instanceof In in) {
            return among(in.value(), in.elements());
        } else if (node instanceof Between between) {
            return between(between);
        } else if (node instanceof PatternMatch match) {
            visit(match.value());
            return patterns.of(match);
        } else if (node instanceof Call call) {
            visitAll(call.arguments());
            return functions.of(call);
        } else if (node instanceof Aggregate aggregate) {
            visitAll(aggregate.arguments());
            if (aggregate.where() != null) {
                visit(aggregate.where());
            }
            return aggregates.of(aggregate);
        }
        return literal(node);
    }

    private Type literal(Expression node) {
        if (node instanceof NumberLiteral number) {
            warnings.precision(number);
            return Type.PLAIN_LITERAL;
        } else if (node instanceof QuantityLiteral literal) {
            return Type.literal(literal.quantity());
        } else if (node instanceof TextLiteral) {
            return Type.TEXT;
        } else if (node instanceof BooleanLiteral) {
            return Type.BOOLEAN;
        }
        throw new IllegalStateException("a node of no known kind: " + node);
    }

    private Type conditions(List<Expression> operands, String operator) {
        boolean fine = true;
        Expression before = null;
        for (Expression operand : operands) {
            visit(operand);
            fine &= kinds.require(operand, ValueType.BOOLEAN, operator, leftOut(before, operand, operator));
            before = operand;
        }
        return fine ? Type.BOOLEAN : Type.BROKEN;
    }

    /** {@code x == 'a' || 'b'}: what is compared is not said a second time. */
    private @Nullable String leftOut(@Nullable Expression before, Expression operand, String operator) {
        boolean literal = operand instanceof TextLiteral || operand instanceof NumberLiteral;
        if (!literal || !(before instanceof Comparison comparison)) {
            return null;
        }
        String left = wording.of(comparison.left());
        String sign = comparison.operator().sign();
        return "say again what is compared: " + left + " " + sign + " " + wording.of(operand)
                + (operator.equals("or") && sign.equals("==")
                        ? "; or " + left + " in (" + wording.of(comparison.right()) + ", " + wording.of(operand) + ")"
                        : "");
    }

    /** Visits what is compared with a value; if that is a text, names there may be texts without quotes. */
    private Type visitBeside(Type value, Expression operand) {
        boolean words = operand instanceof Name
                || (operand instanceof Arithmetic && !wording.of(operand).endsWith(".."));
        names.besideText(words && value.value() == ValueType.TEXT ? wording.of(operand) : null);
        Type type = visit(operand);
        names.besideText(null);
        return type;
    }

    private Type arithmetic(Arithmetic chain) {
        visit(chain.first());
        chain.steps().forEach(step -> visit(step.operand()));
        return arithmetic.of(chain);
    }

    private Type comparison(Comparison node) {
        Type left = visit(node.left());
        Type right = visitBeside(left, node.right());
        List<Expression> sides = List.of(node.left(), node.right());
        boolean fine = !left.isBroken()
                && !right.isBroken()
                && (!node.operator().isOrder()
                        || kinds.requireOrdered(sides, node.operator().sign()))
                && kinds.agree(node.left(), node.right(), node.operatorSpan())
                && (!areNumbers(sides) || units.meet(node.left(), node.right(), node.operatorSpan()));
        if (fine) {
            warnings.lostQuotes(node);
            warnings.wordsAsNames(node);
            warnings.fractions(sides);
        }
        return fine ? Type.BOOLEAN : Type.BROKEN;
    }

    private Type between(Between node) {
        List<Expression> operands = List.of(node.value(), node.low(), node.high());
        visitAll(operands);
        if (kinds.anyBroken(operands) || !kinds.requireOrdered(operands, "between")) {
            return Type.BROKEN;
        }
        return together(node.value(), List.of(node.low(), node.high()));
    }

    private Type among(Expression value, List<Expression> elements) {
        Type type = visit(value);
        elements.forEach(element -> visitBeside(type, element));
        return together(value, elements);
    }

    private Type together(Expression value, List<Expression> others) {
        if (!kinds.agreeWith(value, others)) {
            return Type.BROKEN;
        }
        List<Expression> all = new ArrayList<>(others.size() + 1);
        all.add(value);
        all.addAll(others);
        if (areNumbers(all) && units.gather(all).isBroken()) {
            return Type.BROKEN;
        }
        warnings.fractions(all);
        return Type.BOOLEAN;
    }

    private boolean areNumbers(List<Expression> nodes) {
        return nodes.stream().anyMatch(node -> types.of(node).value() == ValueType.NUMBER);
    }
}
