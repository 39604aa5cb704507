package org.vigie.declaration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
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
    private static final int DEEPEST_COMPOSED = 500;
    private static final int MOST_VALUES = 200_000;
    private static final Set<Tag> SCALARS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private static final int LONGEST_TEXT = 10_000;

    /** Tags that were written, by where their node begins: a composed node no longer tells them from resolved ones. */
    private final Map<Integer, String> written;

    private int values;

    private YamlText(Map<Integer, String> written) {
        this.written = written;
    }

    static List<Value.Fields> read(String text) {
        if (text.length() > LONGEST) {
            throw refused("", 1, "refusal.declaration.too-long", LONGEST / 1024);
        }
        var settings = LoadSettings.builder()
                .setLabel("declarations")
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .setCodePointLimit(LONGEST + 1)
                .setUseMarks(true)
                .build();
        var documents = new ArrayList<Value.Fields>();
        try {
            var written = writtenTags(settings, text);
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                if (node instanceof ScalarNode empty
                        && empty.getTag().equals(Tag.NULL)
                        && empty.getValue().isEmpty()) {
                    continue;
                }
                if (!(new YamlText(written).value(node, "", 0) instanceof Value.Fields fields)) {
                    throw refused("", line(node), "refusal.declaration.not-fields");
                }
                documents.add(fields);
            }
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw refused("", line, "refusal.declaration.yaml", plain(malformed.getProblem()));
        } catch (ReaderException unreadable) {
            int line = 1
                    + (int) text.substring(0, text.offsetByCodePoints(0, unreadable.getPosition()))
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw refused("", line, "refusal.declaration.control-character");
        } catch (YamlEngineException malformed) {
            throw refused("", 1, "refusal.declaration.yaml", plain(String.valueOf(malformed.getMessage())));
        }
        if (documents.isEmpty()) {
            throw refused("", 1, "refusal.declaration.empty");
        }
        return documents;
    }

    /** Reads the text once without building anything, so that depth costs no stack. */
    private static Map<Integer, String> writtenTags(LoadSettings settings, String text) {
        var written = new HashMap<Integer, String>();
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Scalar, Alias, Comment -> 0;
            };
            if (depth > DEEPEST_COMPOSED) {
                throw refused("", line(event.getStartMark()), "refusal.declaration.too-deep", DEEPEST);
            }
            var tag = switch (event) {
                case ScalarEvent scalar -> scalar.getTag();
                case CollectionStartEvent collection -> collection.getTag();
                default -> Optional.<String>empty();
            };
            tag.ifPresent(name -> event.getStartMark().ifPresent(mark -> written.put(mark.getIndex(), name)));
        }
        return written;
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
        String tag = writtenTag(node);
        if (tag != null) {
            throw refused(path, line(node), "refusal.declaration.tag", tag);
        }
        return switch (node) {
            case MappingNode mapping when mapping.getTag().equals(Tag.MAP) -> fields(mapping, path, depth);
            case SequenceNode sequence when sequence.getTag().equals(Tag.SEQ) -> items(sequence, path, depth);
            case ScalarNode scalar when SCALARS.contains(scalar.getTag()) -> plain(scalar, path);
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
                    || name.getAnchor().isPresent()
                    || writtenTag(name) != null) {
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

    private static Value.Plain plain(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        if (text.length() > LONGEST_TEXT) {
            throw refused(path, line(scalar), "refusal.declaration.long-text", LONGEST_TEXT);
        }
        if (text.codePoints().anyMatch(YamlText::isUnwritable)) {
            throw refused(path, line(scalar), "refusal.declaration.control-character");
        }
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

    private @Nullable String writtenTag(Node node) {
        return node.getStartMark().map(mark -> written.get(mark.getIndex())).orElse(null);
    }

    /** NUL and lone surrogates cannot be stored, other control characters hide from whoever reads them. */
    private static boolean isUnwritable(int character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || Character.getType(character) == Character.SURROGATE;
    }

    private static Object number(String text) {
        try {
            return text.matches("[-+]?\\d{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
        } catch (NumberFormatException otherNotation) {
            return text;
        }
    }

    private static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
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
