package io.sluice.query.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * What an answer says beside its rows, for formats that hold rows alone. In HTTP each member that
 * is one text, number or boolean is a header: {@code rows_read} is {@code Sluice-Rows-Read}.
 * Members of a map, such as {@code completeness}, are headers of their own. What a header can't
 * hold is escaped as in a URL.
 */
final class AnswerFacts {
    private static final String PREFIX = "Sluice-";

    private AnswerFacts() {}

    /** As headers or trailers of HTTP; lists are left out. */
    static Map<String, String> headers(Map<String, ?> members) {
        Map<String, String> headers = new LinkedHashMap<>();
        collect(PREFIX, members, headers);
        return headers;
    }

    private static void collect(String prefix, Map<?, ?> members, Map<String, String> headers) {
        members.forEach((key, value) -> {
            String name = prefix + headerName(key.toString());
            switch (value) {
                case null -> {}
                case Map<?, ?> map -> collect(name + "-", map, headers);
                case Iterable<?> _ -> {}
                default -> headers.put(name, escaped(value.toString()));
            }
        });
    }

    private static String headerName(String member) {
        return Arrays.stream(member.split("_", -1))
                .filter(word -> word.matches("[a-zA-Z0-9]+"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("-"));
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
            if (one >= ' ' && one < 0x7f && one != '%') {
                escaped.append((char) one);
            } else {
                escaped.append("%%%02X".formatted(one & 0xff));
            }
        }
        return escaped.toString();
    }

    /** As metadata: texts as they are, everything else in JSON. */
    static Map<String, String> metadata(Map<String, ?> members, ObjectMapper mapper) {
        Map<String, String> metadata = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            @Nullable String text =
                    value instanceof String already ? already : mapper.writeValueAsString(value);
            metadata.put(name, text);
        });
        return metadata;
    }
}
