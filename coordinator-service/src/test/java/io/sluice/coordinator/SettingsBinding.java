package io.sluice.coordinator;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** Settings made as the service makes them, from nothing but what a test names. */
public final class SettingsBinding {
    private SettingsBinding() {}

    public static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((name, value) -> source.put(prefix + "." + name, value));
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return new Binder(source)
                    .bindOrCreate(
                            prefix,
                            Bindable.of(type),
                            new ValidationBindHandler(
                                    new SpringValidatorAdapter(validators.getValidator())));
        }
    }
}
