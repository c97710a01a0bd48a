package io.watchfire.cli.files;

import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import java.util.ArrayList;
import java.util.List;

/** Draws a routing tree: a line for each route, indented as deep as it stands, its receivers at the end. */
public final class RouteTreeSvg {
    private static final int LINE = 28;
    private static final int INDENT = 28;
    private static final int CHARACTER = 8;

    private record Row(int depth, String text) {}

    private final List<Row> rows = new ArrayList<>();

    private RouteTreeSvg() {}

    /** The drawing, as a text of SVG. */
    public static String of(ReceiverSet set) {
        RouteTreeSvg tree = new RouteTreeSvg();
        String untagged = String.join(
                ", ",
                set.receivers().stream()
                        .filter(Receiver::untagged)
                        .map(Receiver::name)
                        .toList());
        tree.rows.add(
                new Row(0, "rules without tags; what no route takes -> " + (untagged.isEmpty() ? "nobody" : untagged)));
        set.routes().forEach(route -> tree.add(route, 1, untagged));
        return tree.svg();
    }

    private void add(Route route, int depth, String around) {
        String receivers = route.receivers() == null ? around : String.join(", ", route.receivers());
        String when = route.when() == null ? "all" : route.when().source();
        rows.add(new Row(
                depth,
                when + (route.goesOn() ? " (goes on)" : "") + " -> " + (receivers.isEmpty() ? "nobody" : receivers)));
        route.routes().forEach(inner -> add(inner, depth + 1, receivers));
    }

    private String svg() {
        int width = 40;
        for (Row row : rows) {
            width = Math.max(width, 40 + row.depth * INDENT + CHARACTER * widthOf(row.text));
        }
        StringBuilder out = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(rows.size() * LINE + 12)
                .append("\" font-family=\"monospace\" font-size=\"13\">\n");
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), i, out);
        }
        return out.append("</svg>\n").toString();
    }

    /** In columns: letters from Hangul on are wide. */
    private static int widthOf(String text) {
        return text.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum();
    }

    private void row(Row row, int index, StringBuilder out) {
        int x = 12 + row.depth * INDENT;
        int y = 6 + index * LINE;
        if (row.depth > 0) {
            int parent = index - 1;
            while (rows.get(parent).depth >= row.depth) {
                parent--;
            }
            out.append("<path fill=\"none\" stroke=\"#8a8f98\" d=\"M")
                    .append(x - INDENT + 8)
                    .append(' ')
                    .append(6 + parent * LINE + 22)
                    .append('V')
                    .append(y + 11)
                    .append('H')
                    .append(x)
                    .append("\"/>\n");
        }
        out.append("<rect x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" height=\"22\" rx=\"4\" fill=\"#eef2f7\" stroke=\"#8a8f98\" width=\"")
                .append(16 + CHARACTER * widthOf(row.text))
                .append("\"/>\n<text x=\"")
                .append(x + 8)
                .append("\" y=\"")
                .append(y + 15)
                .append("\">")
                .append(row.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</text>\n");
    }
}
