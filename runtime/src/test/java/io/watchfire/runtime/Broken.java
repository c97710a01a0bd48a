package io.watchfire.runtime;

/** Wrong products, each in one way. The simulation has to find out every one of them. */
enum Broken {
    NOT_AT_ALL,
    /** Messages go out before it is durable that they are owed. */
    SENT_BEFORE_KEPT,
    /** What is owed is not stored. */
    DELIVERIES_NOT_KEPT,
    /** That a message is not owed any more is not stored. */
    SETTLED_NOT_KEPT,
    /** What receivers know is not stored. */
    INCIDENTS_NOT_KEPT,
    /** Silences are not stored. */
    SILENCES_NOT_KEPT,
    /** Some changes of alerts are not stored. */
    SOME_ALERTS_NOT_KEPT,
    /** That an attempt begins is not stored. */
    BEGUN_NOT_KEPT,
    /** An attempt begins before it is durable that it does. */
    BEGUN_NOT_AWAITED,
    /** A message at which a receiver asks for a pause is dropped. */
    DROPPED_ON_429,
    /** Messages go out faster than a receiver takes them. */
    RATE_LIMIT_IGNORED,
    /** A message of which nobody knows whether it arrived counts as one that did not. */
    UNCERTAIN_COUNTS_AS_FAILED,
    /** What is owed is taken up in another order after a restart. */
    REORDERED_AT_RESTART,
    /** What is owed is taken up twice after a restart. */
    OWED_TWICE_AT_RESTART,
    /** What is owed is not taken up after a restart. */
    NOT_OWED_AFTER_RESTART,
    /** After a restart time alone ends no alert. */
    ALERT_TIMERS_FORGOTTEN_AT_RESTART,
    /** After a restart time alone makes no notice. */
    NOTICE_TIMERS_FORGOTTEN_AT_RESTART,
    /** A full disk looks like one that works. */
    FULL_DISK_NOT_NOTICED,
    /** A commit that a crash cuts is there in part. */
    COMMIT_IN_PARTS
}
