package io.watchfire.cli.replay;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.notifiers.Notice;

/** Where the results of a replay go, in the order in which they come about. */
public interface ReplayOutput {
    void transition(Transition transition);

    /** Called behind the transitions that the notice is about. */
    void notice(Notice notice);

    /** Called with each event before it is judged. */
    void progress(Event event);
}
