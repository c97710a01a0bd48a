package io.watchfire.examples.demo;

import java.util.List;

/**
 * What goes wrong in the shop, and when: a timeline that is written down beforehand. What the services then measure is
 * not.
 *
 * @param troubles in any order; those of one service may overlap and add up
 */
record Script(List<Trouble> troubles) {
    /** One trouble after the other, so that each can be followed on the screen; about half a minute in all. */
    static final Script DEMO = new Script(List.of(
            new Slow("btf-focommon", 2, 4, 200),
            new Slow("btf-promotion", 5, 5, 700),
            new Slow("btf-contract", 9, 4, 300),
            new Slow("btf-member", 12, 4, 300),
            new Slow("btf-charlotte", 15, 4, 700),
            new Slow("btf-order", 17, 7, 2600),
            new ForgottenLimit("btf-promotion", 22, 4)));

    /** Something that goes wrong at one service for a while; times in whole seconds from the start. */
    sealed interface Trouble {
        String service();

        int start();

        int seconds();

        String text();

        default int end() {
            return start() + seconds();
        }

        default boolean isOnAt(double second) {
            return second >= start() && second < end();
        }
    }

    /** Each answer takes that much longer. */
    record Slow(String service, int start, int seconds, long delayMillis) implements Trouble {
        @Override
        public String text() {
            return service + " slows by " + delayMillis + " ms for " + seconds + " s";
        }
    }

    /** Each query reads the whole table. */
    record ForgottenLimit(String service, int start, int seconds) implements Trouble {
        @Override
        public String text() {
            return service + " reads whole tables for " + seconds + " s";
        }
    }

    /** How much longer answers of that service take at that second. */
    long delayMillis(String service, double second) {
        long millis = 0;
        for (Trouble trouble : on(service, second)) {
            millis += trouble instanceof Slow slow ? slow.delayMillis() : 0;
        }
        return millis;
    }

    /** Whether that service reads whole tables at that second. */
    boolean forgetsLimit(String service, double second) {
        return on(service, second).stream().anyMatch(ForgottenLimit.class::isInstance);
    }

    /** The second after which nothing goes wrong any more. */
    int end() {
        return troubles.stream().mapToInt(Trouble::end).max().orElse(0);
    }

    /** What begins after the one second and not after the other. */
    List<Trouble> startingIn(double after, double upTo) {
        return troubles.stream()
                .filter(trouble -> trouble.start() > after && trouble.start() <= upTo)
                .toList();
    }

    /** Makes the shop as good or bad as it has to be at that second. */
    void apply(Shop shop, double second) {
        for (ShopService service : shop.services()) {
            service.slowDown(delayMillis(service.name(), second));
        }
        shop.promotions().forgetLimit(forgetsLimit(Shop.PROMOTION, second));
    }

    private List<Trouble> on(String service, double second) {
        return troubles.stream()
                .filter(trouble -> trouble.service().equals(service) && trouble.isOnAt(second))
                .toList();
    }
}
