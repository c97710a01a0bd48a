package io.watchfire.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Labels as {@code okindName=btf-order,oname=order-1}; a comma in a value is written as {@code \\,}. */
final class LabelsConverter implements ITypeConverter<LabelsConverter.LabelMap> {
    /** Labels in the order in which they were written. */
    record LabelMap(Map<String, String> labels) {
        static final LabelMap NONE = new LabelMap(Map.of());
    }

    @Override
    public LabelMap convert(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String pair : text.split("(?<!\\\\),", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException(
                        "'" + pair + "' is no label; labels are written as name=value,name=value");
            }
            labels.put(pair.substring(0, equals), pair.substring(equals + 1).replace("\\,", ","));
        }
        return new LabelMap(labels);
    }
}
