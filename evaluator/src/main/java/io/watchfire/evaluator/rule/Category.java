package io.watchfire.evaluator.rule;

import io.watchfire.dsl.FieldType;
import java.util.Map;
import java.util.Set;

/**
 * A declared kind of event.
 *
 * @param key the name that events bear
 * @param title a name for people, by which rules may call it too; equal to the key if none was given
 */
public record Category(String key, String title, Set<String> tags, Map<String, FieldType> fields) {}
