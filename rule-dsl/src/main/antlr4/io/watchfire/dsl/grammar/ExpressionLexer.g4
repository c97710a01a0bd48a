/**
 * The tokens of the rule language. Every text falls into tokens without a remainder: what is not well formed (a number, an
 * unclosed text, a character of no use) is a token too, which the parser package reports with its place.
 */
lexer grammar ExpressionLexer;

// Given by the parser package: numbers with a unit of time, and numbers that a percent sign belongs to.
tokens { DURATION, PERCENTAGE }

OR_WORD: 'or';
OR_SIGN: '||';
AND_WORD: 'and';
AND_SIGN: '&&';
NOT_WORD: 'not';
NOT_SIGN: '!';

IN: 'in';
LIKE: 'like';
MATCHES: 'matches';
BETWEEN: 'between';

TRUE: 'true';
FALSE: 'false';
NULL: 'null';

// Soft words: names wherever they are not the continuation of a call.
OVER: 'over';
OFFSET: 'offset';
BY: 'by';
WHERE: 'where';

EQUAL: '==';
NOT_EQUAL: '!=';
LESS: '<';
LESS_OR_EQUAL: '<=';
GREATER: '>';
GREATER_OR_EQUAL: '>=';
SINGLE_EQUALS: '=';

PLUS: '+';
MINUS: '-';
TIMES: '*';
DIVIDE: '/';
PERCENT: '%';

OPEN: '(';
CLOSE: ')';
COMMA: ',';

// A number runs on through all that touches it, so that 5min and 1.2.3 are one mistake each.
NUMBER: '.'? [0-9] [0-9_.]* ([eE] [+-])? [\p{L}\p{M}\p{Nd}_.]*;

TEXT: '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\'' | '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';
UNCLOSED_TEXT: ('\'' (~['\\\r\n] | '\\' ~[\r\n])* | '"' (~["\\\r\n] | '\\' ~[\r\n])*) '\\'?;

NAME: [\p{L}_] NAME_PART* ('.' [\p{L}] NAME_PART*)*;
QUOTED_NAME: '${' ~[}\r\n]* '}' | '`' (~[`\r\n] | '``')* '`';
UNCLOSED_NAME: '${' ~[}\r\n]* | '`' (~[`\r\n] | '``')*;

fragment NAME_PART: [\p{L}\p{M}\p{Nd}_$];

BLANK: [\t\r\n\p{Zs}]+ -> skip;

OTHER: .;
