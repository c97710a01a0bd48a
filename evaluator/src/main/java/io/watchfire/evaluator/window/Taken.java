package io.watchfire.evaluator.window;

/** What became of a sample. */
enum Taken {
    /** It is in the window, or steps are counted from it. */
    IN,
    /** It will enter later: the window lies back in time. */
    LATER,
    /** It has left already. */
    PASSED,
    /** There was no room for it. */
    REFUSED
}
