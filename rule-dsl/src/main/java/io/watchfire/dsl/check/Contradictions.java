package io.watchfire.dsl.check;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.And;
import io.watchfire.dsl.syntax.Expression.Between;
import io.watchfire.dsl.syntax.Expression.BooleanLiteral;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.dsl.syntax.Expression.Not;
import io.watchfire.dsl.syntax.Expression.Or;
import io.watchfire.dsl.syntax.Expression.TextLiteral;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Warns of conditions that hold for no event or for every one: {@code x > 5 && x < 3}, {@code x != 'a' || x != 'b'}, {@code 1 > 2}.
 *
 * <p>In a conjunction the conditions on one name are intersected; a disjunction always holds if the conjunction of the
 * opposites never does.
 */
public final class Contradictions {
    private final Findings findings;
    private final Wording wording;
    private final Atoms atoms;
    private final Function<Expression, Truth> constants;

    private Contradictions(String text, Types types, Function<Expression, Truth> constants) {
        this.findings = new Findings(text);
        this.wording = new Wording(text);
        this.atoms = new Atoms(types);
        this.constants = constants;
    }

    /**
     * The warnings for a tree without errors.
     *
     * @param constants evaluates a condition that reads no name
     */
    public static List<Problem> in(String text, Expression tree, Types types, Function<Expression, Truth> constants) {
        Contradictions contradictions = new Contradictions(text, types, constants);
        contradictions.visit(tree);
        return contradictions.findings.problems();
    }

    /**
     * A term of a conjunction, or the opposite of one of a disjunction.
     *
     * @param shown the term as it was written
     * @param core the term without {@code not}
     */
    private record Term(Expression shown, Expression core, boolean negated) {}

    private void visit(Expression node) {
        if (node instanceof And || node instanceof Or) {
            group(node, node instanceof And);
        } else if (Atoms.isCondition(node) && Atoms.isConstant(node)) {
            constant(node);
        } else {
            if (node instanceof Between between) {
                compare(atoms.of(between, between.negated()), !between.negated());
            }
            node.operands().forEach(this::visit);
        }
    }

    private void group(Expression node, boolean conjunction) {
        List<Term> terms = new ArrayList<>();
        flatten(node, !conjunction, terms);
        literals(node.operands(), conjunction);
        List<Atom> found = subjectsRepeat(terms) ? atoms(terms) : List.of();
        Set<Expression> told = Collections.newSetFromMap(new IdentityHashMap<>());
        if (compare(found, conjunction)) {
            found.forEach(atom -> told.add(atom.node()));
        }
        for (Term term : terms) {
            if (!told.contains(term.shown())) {
                visit(term.core());
            }
        }
    }

    private static void flatten(Expression node, boolean negated, List<Term> out) {
        if (node instanceof And and && !negated) {
            and.operands().forEach(operand -> flatten(operand, false, out));
        } else if (node instanceof Or or && negated) {
            or.operands().forEach(operand -> flatten(operand, true, out));
        } else if (node instanceof Not not) {
            int before = out.size();
            flatten(not.operand(), !negated, out);
            if (out.size() == before + 1) {
                // Not of one term is shown with its not.
                Term only = out.remove(before);
                out.add(new Term(node, only.core(), only.negated()));
            }
        } else {
            out.add(new Term(node, node, negated));
        }
    }

    /** Whether two terms may be about one value: a cheap look that spares most conditions the rest. */
    private static boolean subjectsRepeat(List<Term> terms) {
        int others = 0;
        Set<String> names = new HashSet<>();
        for (Term term : terms) {
            Expression subject = Atoms.subject(term.core());
            if (subject instanceof Name name ? !names.add(name.name()) : subject != null && ++others > 1) {
                return true;
            }
            if (term.core() instanceof Between) {
                return true;
            }
        }
        return false;
    }

    private List<Atom> atoms(List<Term> terms) {
        List<Atom> found = new ArrayList<>();
        for (Term term : terms) {
            if (!Atoms.isConstant(term.core())) {
                atoms.of(term.core(), term.negated())
                        .forEach(atom -> found.add(new Atom(term.shown(), atom.subject(), atom.constraint())));
            }
        }
        return found;
    }

    private void literals(List<Expression> operands, boolean conjunction) {
        for (Expression operand : operands) {
            if (operand instanceof BooleanLiteral literal && literal.value() != conjunction) {
                tell(
                        conjunction ? "never-true" : "always-true",
                        operand,
                        null,
                        "with " + literal.value() + " in it, the whole is " + literal.value() + " always",
                        "leave it out");
            }
        }
    }

    /** Whether something was told of them. */
    private boolean compare(List<Atom> found, boolean conjunction) {
        if (found.isEmpty()) {
            return false;
        }
        Map<String, List<Atom>> byKey = new LinkedHashMap<>();
        for (Atom atom : found) {
            byKey.computeIfAbsent(Atoms.key(atom.subject()), key -> new ArrayList<>())
                    .add(atom);
        }
        boolean told = false;
        for (List<Atom> same : byKey.values()) {
            told |= same.size() > 1 && compareSame(same, conjunction);
        }
        return told;
    }

    private boolean compareSame(List<Atom> same, boolean conjunction) {
        Domain domain = new Domain();
        for (int i = 0; i < same.size(); i++) {
            if (!domain.narrow(same.get(i).constraint())) {
                tell(opponent(same, i), same.get(i), conjunction);
                return true;
            }
        }
        return false;
    }

    /** The earlier term that already excludes this one; null if it takes several. */
    private static @Nullable Atom opponent(List<Atom> same, int last) {
        for (int i = 0; i < last; i++) {
            Domain pair = new Domain();
            pair.narrow(same.get(i).constraint());
            if (!pair.narrow(same.get(last).constraint())) {
                return same.get(i);
            }
        }
        return null;
    }

    private void tell(@Nullable Atom first, Atom second, boolean conjunction) {
        String subject = wording.of(second.subject());
        boolean alone = first != null && first.node() == second.node();
        String what = first == null || alone
                ? wording.of(second.node())
                : wording.of(first.node()) + (conjunction ? " and " : " or ") + wording.of(second.node());
        String message;
        if (alone) {
            message = "nothing lies between these ends, so this is " + (conjunction ? "never" : "always") + " true";
        } else if (conjunction) {
            message = first == null
                    ? what + " leaves no value of " + subject + " together with what stands before it"
                    : "no value of " + subject + " makes both true: " + what;
        } else {
            message = first == null
                    ? what + " leaves no value of " + subject + " for which all is false"
                    : "every value of " + subject + " makes one of them true: " + what;
        }
        tell(
                conjunction ? "never-true" : "always-true",
                second.node(),
                first == null || alone ? null : first,
                message,
                alone ? "write the smaller end first" : help(first, second, subject, conjunction));
    }

    private static @Nullable String help(@Nullable Atom first, Atom second, String subject, boolean conjunction) {
        if (first == null || second.subject() == second.node() || first.subject() == first.node()) {
            return null;
        }
        boolean ordered = first.constraint() instanceof Domain.Constraint.Order
                && second.constraint() instanceof Domain.Constraint.Order;
        boolean equal = first.constraint() instanceof Domain.Constraint.OneOf
                && second.constraint() instanceof Domain.Constraint.OneOf;
        if (ordered) {
            return conjunction
                    ? "one of the two is asked for with ||"
                    : "a range is asked for with &&, or with between";
        }
        return !equal
                ? null
                : conjunction
                        ? "one of several values is asked for with " + subject + " in (.., ..)"
                        : "none of several values is asked for with " + subject + " not in (.., ..)";
    }

    private void tell(String code, Expression at, @Nullable Atom related, String message, @Nullable String help) {
        findings.warning(
                code, at.span(), related == null ? null : related.node().span(), message, help);
    }

    private void constant(Expression node) {
        Truth truth = constants.apply(node);
        String result = truth == Truth.TRUE ? "true" : truth == Truth.FALSE ? "false" : "unknown";
        tell(
                truth == Truth.TRUE ? "always-true" : "never-true",
                node,
                null,
                wording.of(node) + " reads no value of the event: it is " + result + " always",
                quotes(node) ? "names stand without quotes" : null);
    }

    private static boolean quotes(Expression node) {
        return node.operands().stream().anyMatch(TextLiteral.class::isInstance);
    }
}
