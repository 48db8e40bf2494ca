import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads every file of a folder as Java does, in the order of their names, and prints a JSON array of objects. */
public final class LoadProperties {
    public static void main(String[] arguments) throws Exception {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(arguments[0]))) {
            files = found.sorted().collect(Collectors.toList());
        }
        List<String> objects = new ArrayList<>();
        for (Path file : files) {
            Properties properties = new Properties();
            try (InputStream input = new FileInputStream(file.toFile())) {
                properties.load(input);
            }
            objects.add(properties.stringPropertyNames().stream().sorted()
                .map(key -> quote(key) + ":" + quote(properties.getProperty(key)))
                .collect(Collectors.joining(",", "{", "}")));
        }
        new PrintStream(System.out, true, StandardCharsets.US_ASCII).println("[" + String.join(",\n", objects) + "]");
    }

    private static String quote(String text) {
        return text.chars()
            .mapToObj(unit -> unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\' ? String.valueOf((char) unit) : String.format("\\u%04x", unit))
            .collect(Collectors.joining("", "\"", "\""));
    }
}
