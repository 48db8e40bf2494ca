import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Parses every file of a folder as Java does, in the order of their names, and prints a JSON array of trees. Stops at one that is not well-formed. */
public final class ParseXml {
    public static void main(String[] arguments) throws Exception {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(arguments[0]))) {
            files = found.sorted().collect(Collectors.toList());
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        List<String> trees = new ArrayList<>();
        for (Path file : files) {
            trees.add(treeOf(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement()));
        }
        new PrintStream(System.out, true, StandardCharsets.US_ASCII).println("[" + String.join(",\n", trees) + "]");
    }

    /** `text` is what the element holds in all, comments left out. */
    private static String treeOf(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        String named = IntStream.range(0, attributes.getLength())
            .mapToObj(attributes::item)
            .map(each -> quote(each.getNodeName()) + ":" + quote(each.getNodeValue()))
            .collect(Collectors.joining(",", "{", "}"));
        List<String> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) children.add(treeOf((Element) child));
        }
        return "{\"name\":" + quote(element.getTagName()) + ",\"attributes\":" + named + ",\"text\":" + quote(element.getTextContent())
            + ",\"children\":[" + String.join(",", children) + "]}";
    }

    private static String quote(String text) {
        return text.chars()
            .mapToObj(unit -> unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\' ? String.valueOf((char) unit) : String.format("\\u%04x", unit))
            .collect(Collectors.joining("", "\"", "\""));
    }
}
