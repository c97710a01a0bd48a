package io.watchfire.evaluator.oracle;

import java.util.*;

class WindowDebug {
    static boolean skip(Story story) {
        if (!Boolean.getBoolean("skip")) return false;
        if (Boolean.getBoolean("skipActive") && story.rules().stream().anyMatch(r -> r.activeTime() != null))
            return true;
        return story.rules().stream()
                .anyMatch(r -> Boolean.getBoolean("skipFire")
                                && r.noData().then() == io.watchfire.evaluator.rule.NoData.Then.FIRE
                        || Boolean.getBoolean("skipWithin")
                                && r.levels().stream()
                                        .anyMatch(l -> l.occurrences().withinMillis() > 0)
                        || Boolean.getBoolean("skipLevels")
                                && r.levels().size() > 1
                                && (r.levels().stream().anyMatch(l -> l.forMillis() > 0 || l.resolveWhen() != null)
                                        || r.resolveWhen() != null));
    }

    public static void main(String[] args) {
        if (args[0].equals("both")) {
            Story story = Stories.OF_WINDOWS.of(Long.parseLong(args[1]));
            Story small = Shrinker.shrink(
                    story, x -> Difference.ofEngine(x, new Edges()).isPresent());
            List<List<io.watchfire.evaluator.alert.Transition>> a = NaiveOracle.tell(small, new Edges()),
                    b = EngineRun.tell(small);
            for (int i = 0; i < a.size(); i++) {
                System.out.println(small.steps().get(i));
                EngineRun.lines(a.get(i)).forEach(l -> System.out.println("   O " + l));
                EngineRun.lines(b.get(i)).forEach(l -> System.out.println("   E " + l));
            }
        }
        if (args[0].equals("props")) {
            Map<String, Integer> bad = new TreeMap<>();
            for (int seed = Integer.parseInt(args[1]); seed <= Integer.parseInt(args[2]); seed++) {
                if (skip(Stories.OF_WINDOWS.of(seed))) continue;
                System.setProperty("watchfire.seed", "" + seed);
                for (java.lang.reflect.Method m : LifeCyclePropertiesTest.class.getDeclaredMethods()) {
                    if (!m.isAnnotationPresent(org.junit.jupiter.api.Test.class)) continue;
                    m.setAccessible(true);
                    try {
                        m.invoke(new WindowPropertiesTest());
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        if (bad.merge(m.getName(), 1, Integer::sum) <= 2)
                            System.out.println(seed + " " + m.getName() + "\n"
                                    + e.getCause().getMessage());
                    } catch (Exception e) {
                        throw new RuntimeException(e);
                    }
                }
            }
            System.out.println(bad);
        }
        if (args[0].equals("mutants")) {
            for (WindowMutant mutant : WindowMutant.values()) {
                long first = -1;
                for (long seed = 1; seed <= 1500 && first < 0; seed++) {
                    Story story = Stories.OF_WINDOWS.of(seed);
                    List<List<String>> a = NaiveOracle.tell(story, new Edges()).stream()
                            .map(EngineRun::lines)
                            .toList();
                    List<List<String>> b = NaiveOracle.tell(story, mutant.edges()).stream()
                            .map(EngineRun::lines)
                            .toList();
                    if (!a.equals(b)) first = seed;
                }
                System.out.println(mutant + " " + first);
            }
        }
        if (args[0].equals("print")) System.out.println(Stories.OF_WINDOWS.of(Long.parseLong(args[1])));
        if (args[0].equals("hang")) {
            Story story = Stories.OF_WINDOWS.of(Long.parseLong(args[1]));
            for (OracleRule rule : story.rules()) {
                Story one = story.withRules(List.of(rule));
                for (int n = 1; n <= one.steps().size(); n++) {
                    Story part = one.withSteps(one.steps().subList(0, n));
                    Thread t = new Thread(() -> EngineRun.tell(part));
                    t.setDaemon(true);
                    t.start();
                    try {
                        t.join(3000);
                    } catch (InterruptedException e) {
                    }
                    if (t.isAlive()) {
                        System.out.println("HANG\n" + part);
                        System.exit(0);
                    }
                }
            }
        }
        if (args[0].equals("engine")) {
            int from = Integer.parseInt(args[1]), to = Integer.parseInt(args[2]), bad = 0;
            int show = args.length > 3 ? Integer.parseInt(args[3]) : 3;
            for (long seed = from; seed <= to; seed++) {
                Story story = Stories.OF_WINDOWS.of(seed);
                java.util.function.Predicate<Story> fails = s -> {
                    try {
                        return Difference.ofEngine(s, new Edges()).isPresent();
                    } catch (RuntimeException e) {
                        return true;
                    }
                };
                if (args.length > 4) System.out.println("seed " + seed);
                if (!skip(story) && fails.test(story)) {
                    bad++;
                    if (bad <= show) {
                        Story small = Shrinker.shrink(story, fails);
                        System.out.println("SEED " + seed + "\n" + small);
                        try {
                            System.out.println(
                                    Difference.ofEngine(small, new Edges()).orElse("?"));
                        } catch (RuntimeException e) {
                            e.printStackTrace(System.out);
                        }
                    }
                }
            }
            System.out.println("bad " + bad + " of " + (to - from + 1));
        }
    }
}
