/**
 * The syntax of the rule language in three layers, the weakest operators first: a boolean layer over predicates, predicates
 * over values. Chains are loops, not recursion.
 */
parser grammar ExpressionGrammar;

options { tokenVocab = ExpressionLexer; }

input: expression EOF;

// Booleans

expression: conjunction ((OR_WORD | OR_SIGN) conjunction)*;

conjunction: negation ((AND_WORD | AND_SIGN) negation)*;

negation: (NOT_WORD | NOT_SIGN) negation # not
    | predicate # plain;

// Predicates: at most one test, tests do not associate

predicate: sum test?;

test: comparisonOperator sum # comparison
    | NOT_WORD? IN OPEN sum (COMMA sum)* CLOSE # membership
    | NOT_WORD? (LIKE | MATCHES) TEXT # pattern
    | NOT_WORD? BETWEEN sum AND_WORD sum # between;

comparisonOperator: EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL;

// Values

sum: product (sumOperator product)*;

sumOperator: PLUS | MINUS;

product: unary (productOperator unary)*;

productOperator: TIMES | DIVIDE | PERCENT;

unary: MINUS unary # minus
    | primary # operand;

primary: (NUMBER | DURATION | PERCENTAGE) # number
    | TEXT # text
    | (TRUE | FALSE) # truth
    | NULL # null
    | function OPEN (expression (COMMA expression)* (WHERE expression)?)? CLOSE window? # call
    | name # reference
    | OPEN expression CLOSE # brackets;

window: OVER DURATION (OFFSET DURATION)? (BY name (COMMA name)*)?;

function: NAME | OVER | OFFSET | BY | WHERE;

name: NAME | QUOTED_NAME | OVER | OFFSET | BY | WHERE;
