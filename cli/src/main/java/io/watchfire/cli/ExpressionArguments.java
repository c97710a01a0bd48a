package io.watchfire.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Keeps an expression that begins with a minus, such as {@code -x > 3}, from being taken for an option. */
final class ExpressionArguments {
    private static final Pattern OPTION = Pattern.compile("-[A-Za-z]|--[A-Za-z][A-Za-z-]*(=.*)?");

    private ExpressionArguments() {}

    /** The arguments, with {@code --} before the first one of {@code eval} that begins with a minus and is no option. */
    static String[] protect(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        int eval = all.indexOf("eval");
        for (int i = eval + 1; eval >= 0 && i < args.length && !args[i].equals("--"); i++) {
            if (args[i].startsWith("-")
                    && args[i].length() > 1
                    && !OPTION.matcher(args[i]).matches()) {
                all.add(i, "--");
                break;
            }
        }
        return all.toArray(String[]::new);
    }
}
