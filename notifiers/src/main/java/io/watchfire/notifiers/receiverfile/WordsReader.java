package io.watchfire.notifiers.receiverfile;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.evaluator.template.ParsedTemplate;
import io.watchfire.evaluator.template.TemplateParser;
import io.watchfire.notifiers.message.ReceiverNames;
import io.watchfire.notifiers.receiver.ReceiverWords;
import io.watchfire.notifiers.words.Words;
import io.watchfire.notifiers.words.WordsFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a receiver says of the words of its messages: its templates, and its file of words. */
final class WordsReader {
    static final List<String> KEYS = List.of("words", "title", "body");

    private final ObjectReader reader;
    private final Placeholders placeholders;
    private final Problems problems;

    WordsReader(ObjectReader reader, Placeholders placeholders, Problems problems) {
        this.reader = reader;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** @param language whose words are used where the file has none */
    ReceiverWords read(String language) {
        return new ReceiverWords(words(Words.of(language)), template("title"), template("body"));
    }

    private Words words(Words base) {
        JsonText path = reader.text("words");
        String filled = path == null ? null : placeholders.fill(path);
        String text = path == null || filled == null ? null : placeholders.contentOfFileNamedBy(path, filled);
        if (path == null || filled == null || text == null) {
            return base;
        }
        LoadResult<Words> words = WordsFile.parse(Placeholders.in(path) ? path.value() : filled, text, base);
        words.problems().forEach(problems::add);
        return words.value().orElse(base);
    }

    private @Nullable MessageTemplate template(String key) {
        JsonText text = reader.text(key);
        String filled = text == null ? null : placeholders.fill(text);
        if (text == null || filled == null) {
            return null;
        }
        ParsedTemplate parsed = TemplateParser.parse(filled, ReceiverNames.ALL);
        // A place in what was put in is none in the file, and what was put in is not shown.
        boolean shown = !Placeholders.in(text) && !ReceiverFile.mayBeSecret(text);
        for (ParsedTemplate.Problem problem : parsed.problems()) {
            if (shown) {
                problems.addInside(
                        text, Severity.ERROR, problem.code(), problem.message(), problem.help(), problem.span(), null);
            } else {
                problems.error(text, problem.code(), "in this template " + problem.message(), problem.help());
            }
        }
        return parsed.template();
    }
}
