package io.watchfire.dsl.syntax;

/** The comparisons of two values. */
public enum ComparisonOperator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    ComparisonOperator(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** Whether the operator asks for an order, not only for equality. */
    public boolean isOrder() {
        return this != EQUAL && this != NOT_EQUAL;
    }
}
