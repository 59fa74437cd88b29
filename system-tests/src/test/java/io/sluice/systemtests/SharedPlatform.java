package io.sluice.systemtests;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one platform that they share: up before the first of them, down after the last.
 */
final class SharedPlatform implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SharedPlatform.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == LocalPlatform.class;
    }

    @Override
    public LocalPlatform resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension
                .getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(LocalPlatform.class, _ -> start(), LocalPlatform.class);
    }

    private static LocalPlatform start() {
        LocalPlatform platform = LocalPlatform.inNewDirectory("shared");
        // So that tests need not wait long for what a killed node had.
        platform.set("SLUICE_LEASES_DURATION", "8s");
        try {
            platform.up();
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }
}
