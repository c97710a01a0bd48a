package io.watchfire.notifiers.message;

import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Notice;

/**
 * Puts notices into words. Immutable, thread-safe; never fails for what a notice holds: where a template cannot be filled
 * in, the message is the plain one, with a line that names the error.
 *
 * <p>A message about one alert is the lines project, project code, application, event message and start, as far as they
 * are known (labels or variables {@code pname}, {@code pcode}, {@code oname}), what its kind adds, and the labels that
 * those lines do not show. One about several counts them and shows the worst and oldest in a line each.
 */
public final class MessageRenderer {
    /** Puts the notice of one alert into words. */
    public Message render(Notice notice) {
        return render(Announcement.of(notice));
    }

    /** Puts what a receiver is told at one time into words. */
    public Message render(Announcement notice) {
        return new Rendering(notice).message();
    }
}
