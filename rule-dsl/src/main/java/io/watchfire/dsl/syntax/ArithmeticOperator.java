package io.watchfire.dsl.syntax;

/** The arithmetic of two numbers. */
public enum ArithmeticOperator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%");

    private final String sign;

    ArithmeticOperator(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }
}
