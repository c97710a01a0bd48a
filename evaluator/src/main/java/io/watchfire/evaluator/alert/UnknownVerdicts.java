package io.watchfire.evaluator.alert;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often one rule could not say whether its condition holds: why a rule does not fire. Immutable.
 *
 * @param rule id of the rule
 * @param count events within its target whose verdict was unknown
 * @param byName how often each name was missing then, or held another kind of value than the condition needs. An event may
 *     lack several; one that lacks none had a division by zero or a number too large
 */
public record UnknownVerdicts(String rule, long count, SortedMap<String, Long> byName) {
    public UnknownVerdicts {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }
}
