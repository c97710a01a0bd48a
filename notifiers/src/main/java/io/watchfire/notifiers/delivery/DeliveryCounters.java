package io.watchfire.notifiers.delivery;

/**
 * What a {@link NoticeSender} has done so far.
 *
 * @param accepted notices taken on
 * @param delivered messages that arrived
 * @param retries attempts that failed and were followed, or are to be followed, by another
 * @param gaveUp messages taken on that will never arrive
 * @param refused notices not taken on, because too many were owed to their receiver or the sender was closed
 * @param merged messages taken on that are told by the end of their alert, since both waited and there was no room
 */
public record DeliveryCounters(long accepted, long delivered, long retries, long gaveUp, long refused, long merged) {}
