package io.watchfire.benchmarks.condition;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An event as a program that has only this kind would keep it. A number that is missing is NaN, a text null. */
record Counters(
        @Nullable String okindName,
        @Nullable String oname,
        @Nullable String url,
        double respTime,
        double sqlFetchCount,
        double errorCount,
        double txCount,
        double tps) {

    private static final String[] KINDS = {"btf-order", "btf-member", "btf-pay", "web-front"};

    /** An event of which every condition finds what it needs; no two texts are the same object. */
    static Counters random(Random random) {
        String name = KINDS[random.nextInt(KINDS.length)] + (random.nextInt(4) == 0 ? "-dev-" : "-prod-");
        return new Counters(
                new String(KINDS[random.nextInt(KINDS.length)]),
                name + random.nextInt(100),
                "/api/v" + random.nextInt(3) + "/" + (random.nextBoolean() ? "orders" : "baskets") + "/"
                        + random.nextInt(1_000_000),
                random.nextInt(4000),
                random.nextInt(200_000),
                random.nextInt(20),
                1 + random.nextInt(200),
                random.nextInt(20));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("okindName", okindName);
        map.put("oname", oname);
        map.put("url", url);
        map.put("resp_time", respTime);
        map.put("sql_fetch_count", sqlFetchCount);
        map.put("error_count", errorCount);
        map.put("tx_count", txCount);
        map.put("tps", tps);
        return map;
    }
}
