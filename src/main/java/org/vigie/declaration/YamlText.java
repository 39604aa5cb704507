package org.vigie.declaration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/**
 * Text to values with lines. Strict where YAML is generous: no tags, no anchors, no aliases, no key twice, no keys but
 * texts; small and shallow, so that no text however made costs much.
 */
final class YamlText {
    static final int LONGEST = 1024 * 1024;
    private static final int DEEPEST = 20;
    private static final int MOST_VALUES = 200_000;
    private static final Set<Tag> SCALARS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private int values;

    private YamlText() {}

    static List<Value.Fields> read(String text) {
        if (text.length() > LONGEST) {
            throw refused("", 1, "refusal.declaration.too-long", LONGEST / 1024);
        }
        var settings = LoadSettings.builder()
                .setLabel("declarations")
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(1)
                .setCodePointLimit(LONGEST + 1)
                .setUseMarks(true)
                .build();
        var documents = new ArrayList<Value.Fields>();
        try {
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                if (node instanceof ScalarNode empty && empty.getTag().equals(Tag.NULL)) {
                    continue;
                }
                if (!(new YamlText().value(node, "", 0) instanceof Value.Fields fields)) {
                    throw refused("", line(node), "refusal.declaration.not-fields");
                }
                documents.add(fields);
            }
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw refused("", line, "refusal.declaration.yaml", plain(malformed.getProblem()));
        } catch (YamlEngineException malformed) {
            throw refused("", 1, "refusal.declaration.yaml", plain(String.valueOf(malformed.getMessage())));
        } catch (StackOverflowError deep) {
            throw refused("", 1, "refusal.declaration.too-deep", DEEPEST);
        }
        if (documents.isEmpty()) {
            throw refused("", 1, "refusal.declaration.empty");
        }
        return documents;
    }

    private Value value(Node node, String path, int depth) {
        if (depth > DEEPEST) {
            throw refused(path, line(node), "refusal.declaration.too-deep", DEEPEST);
        }
        if (++values > MOST_VALUES) {
            throw refused(path, line(node), "refusal.declaration.too-many", MOST_VALUES);
        }
        if (node.getAnchor().isPresent()) {
            throw refused(path, line(node), "refusal.declaration.anchor");
        }
        return switch (node) {
            case MappingNode mapping when mapping.getTag().equals(Tag.MAP) -> fields(mapping, path, depth);
            case SequenceNode sequence when sequence.getTag().equals(Tag.SEQ) -> items(sequence, path, depth);
            case ScalarNode scalar when SCALARS.contains(scalar.getTag()) -> plain(scalar);
            default ->
                throw refused(
                        path,
                        line(node),
                        "refusal.declaration.tag",
                        node.getTag().getValue());
        };
    }

    private Value.Fields fields(MappingNode mapping, String path, int depth) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)
                    || name.getAnchor().isPresent()) {
                throw refused(path, line(tuple.getKeyNode()), "refusal.declaration.key-not-text");
            }
            String key = name.getValue();
            String inner = path.isEmpty() ? key : path + "." + key;
            if (fields.put(key, value(tuple.getValueNode(), inner, depth + 1)) != null) {
                throw refused(inner, line(name), "refusal.declaration.key-twice", key);
            }
        }
        return new Value.Fields(line(mapping), fields);
    }

    private Value.Items items(SequenceNode sequence, String path, int depth) {
        var items = new ArrayList<Value>();
        for (Node node : sequence.getValue()) {
            items.add(value(node, path + "[" + items.size() + "]", depth + 1));
        }
        return new Value.Items(line(sequence), items);
    }

    private static Value.Plain plain(ScalarNode scalar) {
        String text = scalar.getValue();
        Object plain = text;
        if (scalar.getTag().equals(Tag.NULL)) {
            plain = null;
        } else if (scalar.getTag().equals(Tag.BOOL)) {
            plain = Boolean.valueOf(text);
        } else if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
            plain = number(text);
        }
        return new Value.Plain(line(scalar), text, plain);
    }

    private static Object number(String text) {
        try {
            return text.matches("[-+]?\\d{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
        } catch (NumberFormatException otherNotation) {
            return text;
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static String plain(String problem) {
        return Optional.ofNullable(problem)
                .map(text -> text.lines().findFirst().orElse(""))
                .orElse("");
    }

    private static Refused refused(String path, int line, String code, Object... args) {
        return Refused.fields(List.of(new FieldError(path, line, Words.of(code, args))));
    }
}
