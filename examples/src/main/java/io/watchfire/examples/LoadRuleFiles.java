package io.watchfire.examples;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import java.nio.file.Path;
import java.util.Arrays;

/** Loads rule files, prints everything that is wrong with them, and if nothing is, the rules. */
public final class LoadRuleFiles {
    private LoadRuleFiles() {}

    public static void main(String[] files) {
        if (files.length == 0) {
            System.out.println("usage: LoadRuleFiles FILE...");
            return;
        }
        LoadResult<RuleSet> loaded =
                RuleFile.load(Arrays.stream(files).map(Path::of).toList());
        for (FileProblem problem : loaded.problems()) {
            System.out.println(problem.render());
        }
        loaded.value().ifPresent(LoadRuleFiles::print);
    }

    private static void print(RuleSet rules) {
        for (Rule rule : rules.rules()) {
            System.out.println(rule.id() + " -> " + rule.notices().receiverTags());
        }
    }
}
