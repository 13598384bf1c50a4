package dev.octet.runner.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest cell; the first column to the left, the others to the right unless they are texts. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean texts;

    /** A table of numbers behind names. */
    Table() {
        this(false);
    }

    private Table(boolean texts) {
        this.texts = texts;
    }

    /** A table whose columns are all to the left. */
    static Table ofTexts() {
        return new Table(true);
    }

    Table row(String... cells) {
        return row(List.of(cells));
    }

    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    void printTo(Console console) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String pad = " ".repeat(widths.get(column) - row.get(column).length());
                line.append(column == 0 ? "" : "  ")
                        .append(texts || column == 0 ? row.get(column) + pad : pad + row.get(column));
            }
            console.print(line.toString().stripTrailing());
        }
    }
}
