import java.io.File;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;

/** Applies a stylesheet to a file as any XSLT 1.0 processor does, and prints what comes out. */
public final class Transform {
    public static void main(String[] arguments) throws Exception {
        TransformerFactory.newInstance()
            .newTransformer(new StreamSource(new File(arguments[0])))
            .transform(new StreamSource(new File(arguments[1])), new StreamResult(System.out));
    }
}
