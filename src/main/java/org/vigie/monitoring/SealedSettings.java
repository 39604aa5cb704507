package org.vigie.monitoring;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.vigie.shared.MasterKey;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Settings of a probe as they are stored: JSON with its keys in order, secrets sealed by the master key. */
@Component
class SealedSettings {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, Object>> MAP = new TypeReference<>() {};
    private static final String CONTEXT = "monitoring.check-secret";

    private final MasterKey key;

    SealedSettings(MasterKey key) {
        this.key = key;
    }

    String write(Map<String, Object> clear) {
        var sealed = new TreeMap<>(clear);
        sealed.replaceAll((field, value) ->
                ProbeSettings.SECRETS.contains(field) ? key.seal(String.valueOf(value), CONTEXT) : value);
        return JSON.writeValueAsString(sealed);
    }

    Map<String, Object> open(String stored) {
        var settings = JSON.readValue(stored, MAP);
        settings.replaceAll((field, value) ->
                ProbeSettings.SECRETS.contains(field) ? key.open(String.valueOf(value), CONTEXT) : value);
        return settings;
    }

    /** As they will be read back, so that equal declarations are equal maps: numbers in the store's own types. */
    static Map<String, Object> plain(Map<String, Object> settings) {
        return JSON.readValue(JSON.writeValueAsString(settings), MAP);
    }

    static Map<String, Object> masked(String stored) {
        var settings = JSON.readValue(stored, MAP);
        settings.replaceAll((field, value) -> ProbeSettings.SECRETS.contains(field) ? ProbeSettings.MASK : value);
        return settings;
    }
}
