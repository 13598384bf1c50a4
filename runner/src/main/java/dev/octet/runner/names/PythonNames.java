package dev.octet.runner.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Class names as Ultralytics writes them into a model's metadata: what Python prints of a dictionary,
 * {@code {0: 'person', 1: "driver's seat"}}, or of a list. Reads nothing else of Python.
 */
final class PythonNames {

    private final String text;
    private int at;

    private PythonNames(String text) {
        this.text = text;
    }

    /** The names in the order of their numbers; empty when the text is something else or numbers are missing. */
    static Optional<List<String>> parse(String text) {
        PythonNames names = new PythonNames(text.strip());
        try {
            List<String> found = names.read();
            return names.at == names.text.length() && !found.isEmpty() ? Optional.of(found) : Optional.empty();
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private List<String> read() {
        boolean dictionary = text.charAt(at) == '{';
        take(dictionary ? '{' : '[');
        char end = dictionary ? '}' : ']';
        List<String> names = new ArrayList<>();
        while (text.charAt(at) != end) {
            if (!names.isEmpty()) {
                take(',');
                skipSpaces();
            }
            if (dictionary) {
                takeNumber(names.size());
                take(':');
                skipSpaces();
            }
            names.add(quoted());
        }
        take(end);
        return names;
    }

    private void takeNumber(int expected) {
        for (char digit : Integer.toString(expected).toCharArray()) {
            take(digit);
        }
    }

    private void take(char expected) {
        if (text.charAt(at) != expected) {
            throw new IllegalArgumentException("no " + expected + " at " + at);
        }
        at++;
    }

    private void skipSpaces() {
        while (text.charAt(at) == ' ') {
            at++;
        }
    }

    private String quoted() {
        char quote = text.charAt(at);
        if (quote != '\'' && quote != '"') {
            throw new IllegalArgumentException("no quote at " + at);
        }
        at++;
        StringBuilder name = new StringBuilder();
        while (text.charAt(at) != quote) {
            char letter = text.charAt(at++);
            name.append(letter == '\\' ? escaped() : letter);
        }
        at++;
        return name.toString();
    }

    private char escaped() {
        char letter = text.charAt(at++);
        return switch (letter) {
            case '\\', '\'', '"' -> letter;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            default -> throw new IllegalArgumentException("unknown escape " + letter);
        };
    }

    private char hexadecimal(int digits) {
        int value = Integer.parseInt(text.substring(at, at + digits), 16);
        at += digits;
        return (char) value;
    }
}
