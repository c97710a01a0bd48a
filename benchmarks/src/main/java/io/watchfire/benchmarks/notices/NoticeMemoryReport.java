package io.watchfire.benchmarks.notices;

import io.watchfire.notifiers.policy.NoticePolicy;
import java.lang.ref.Reference;
import java.util.Locale;

/** What the policy of notices keeps of an alert that fires and was told, beside the alert's last change itself. */
public final class NoticeMemoryReport {
    private static final int ALERTS = 1_000_000;

    private NoticeMemoryReport() {}

    public static void main(String[] args) {
        perAlert("once for what is loaded once", true);
        perAlert("grouped", true);
        perAlert("each by itself", false);
    }

    private static void perAlert(String what, boolean grouped) {
        Storm storm = new Storm(ALERTS, grouped);
        long before = used();
        NoticePolicy policy = storm.before();
        storm.happen(policy);
        long after = used();
        Reference.reachabilityFence(policy);
        Reference.reachabilityFence(storm);
        System.out.printf(Locale.ROOT, "%s: %.0f B an alert%n", what, (double) (after - before) / ALERTS);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
