package io.watchfire.notifiers.routing;

import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;

/**
 * A receiver that an alert is meant for.
 *
 * @param policy what holds for its notices of this alert: the route's, the receiver's and the file's together
 * @param scope where the policy comes from: path of the route, or empty
 * @param why for people: {@code it has the tag 'order'}
 */
public record Destination(Receiver receiver, Policy policy, String scope, String why) {}
