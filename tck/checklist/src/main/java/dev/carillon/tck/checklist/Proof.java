package dev.carillon.tck.checklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test that proves a behaviour.
 *
 * @param number the number of the behaviour
 * @param test the test: its class and method
 */
record Proof(String number, String test) {

    private static final Pattern PROVES =
            Pattern.compile("^ {4}@Proves\\((\\{[^}]*}|\"[^\"]*\")\\)", Pattern.MULTILINE);
    private static final Pattern NUMBER = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern METHOD =
            Pattern.compile("^ {4}(?:(?:public|private|final|static) )*[\\w<>.,? ]+ (\\w+)\\(", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("@(?:Test|ParameterizedTest|TestFactory|Property)\\b");

    /** Finds the proofs in all tests of a tree, in the order of their files. */
    static List<Proof> in(Path root) throws IOException {
        List<Proof> proofs = new ArrayList<>();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(root)) {
            sources = files.filter(Proof::isTestSource).sorted().toList();
        }
        for (Path source : sources) {
            String name = String.valueOf(source.getFileName()).replace(".java", "");
            proofs.addAll(in(name, Files.readString(source)));
        }
        return proofs;
    }

    private static boolean isTestSource(Path file) {
        String path = file.toString().replace('\\', '/');
        boolean source = path.contains("/src/test/java/") || path.contains("/tck/contract/src/main/java/");
        return source && path.endsWith(".java");
    }

    /** Finds the proofs in one class. */
    static List<Proof> in(String className, String source) {
        List<Proof> proofs = new ArrayList<>();
        Matcher proves = PROVES.matcher(source);
        while (proves.find()) {
            Matcher method = METHOD.matcher(source);
            if (!method.find(proves.end())
                    || !TEST.matcher(source.substring(lastBlankLine(source, proves.start()), method.start()))
                            .find()) {
                throw new IllegalStateException("@Proves in " + className + " stands on no test: " + proves.group());
            }
            Matcher number = NUMBER.matcher(proves.group(1));
            while (number.find()) {
                proofs.add(new Proof(number.group(1), className + "." + method.group(1)));
            }
        }
        return proofs;
    }

    private static int lastBlankLine(String source, int before) {
        return Math.max(0, source.lastIndexOf("\n\n", before));
    }
}
