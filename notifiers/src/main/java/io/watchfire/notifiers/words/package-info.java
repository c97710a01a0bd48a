/**
 * The words of messages: those of English and Korean, and files for other languages; how numbers, sizes, durations and
 * times are written. The words of a language are a properties file of the names in {@link io.watchfire.notifiers.words.Word}.
 */
@NullMarked
package io.watchfire.notifiers.words;

import org.jspecify.annotations.NullMarked;
