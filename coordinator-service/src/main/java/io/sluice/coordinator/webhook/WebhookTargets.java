package io.sluice.coordinator.webhook;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who may be called. */
@Component
public final class WebhookTargets {
    private final List<Pattern> allowed;

    WebhookTargets(WebhookProperties properties) {
        this.allowed = properties.allowedHosts().stream().map(WebhookTargets::pattern).toList();
    }

    /** {@code *} stands for any characters, everything else for itself. */
    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Arrays.stream(glob.strip().toLowerCase(Locale.ROOT).split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }

    /** Why a webhook can't be called, for people; empty if it can. */
    public Optional<String> refusal(URI webhook) {
        String scheme = String.valueOf(webhook.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("the webhook is not an http or https address");
        }
        if (webhook.getHost() == null || webhook.getUserInfo() != null) {
            return Optional.of("the webhook has no host, or names a user");
        }
        String host = webhook.getHost().toLowerCase(Locale.ROOT);
        return allowed.stream().anyMatch(pattern -> pattern.matcher(host).matches())
                ? Optional.empty()
                : Optional.of("the host '" + host + "' of the webhook is not one of those allowed");
    }
}
