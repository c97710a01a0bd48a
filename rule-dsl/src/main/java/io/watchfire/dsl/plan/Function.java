package io.watchfire.dsl.plan;

import io.watchfire.dsl.ValueType;

/** The functions on one event that are unknown if an argument is. */
public enum Function {
    NEGATE(ValueType.NUMBER),
    ABS(ValueType.NUMBER),
    CEIL(ValueType.NUMBER),
    FLOOR(ValueType.NUMBER),
    /** Of a number and the number of digits behind the point. */
    ROUND(ValueType.NUMBER),
    MIN(ValueType.NUMBER),
    MAX(ValueType.NUMBER),
    SUM(ValueType.NUMBER),
    AVG(ValueType.NUMBER),
    LENGTH(ValueType.NUMBER),
    LOWER(ValueType.TEXT),
    UPPER(ValueType.TEXT),
    TRIM(ValueType.TEXT),
    REPLACE(ValueType.TEXT),
    /** Of a text, a start, an end. */
    SUBSTRING(ValueType.TEXT),
    STARTS_WITH(ValueType.BOOLEAN),
    ENDS_WITH(ValueType.BOOLEAN),
    CONTAINS(ValueType.BOOLEAN);

    private final ValueType result;

    Function(ValueType result) {
        this.result = result;
    }

    public ValueType result() {
        return result;
    }
}
