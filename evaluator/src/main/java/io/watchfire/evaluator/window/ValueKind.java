package io.watchfire.evaluator.window;

import io.watchfire.dsl.ValueType;

/** What a window keeps of each sample beside its time. */
enum ValueKind {
    /** Nothing: samples are only counted. */
    NONE,
    NUMBER,
    /** A Double, a String or a Boolean. */
    ANY;

    static ValueKind of(ValueType type) {
        return type == ValueType.NUMBER ? NUMBER : ANY;
    }
}
