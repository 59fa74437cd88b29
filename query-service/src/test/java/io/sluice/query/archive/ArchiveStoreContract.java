package io.sluice.query.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What every store of the archive does. */
interface ArchiveStoreContract {
    ArchiveStore store();

    @Test
    default void whatIsKeptIsFetchedByItsLocation() throws IOException {
        String location = keep("2003/05/kept.parquet", "readings");

        assertThat(location).isEqualTo(store().location("2003/05/kept.parquet"));
        assertThat(fetched(location)).isEqualTo("readings");
        assertThat(fetched(location)).isEqualTo("readings");
    }

    @Test
    default void laterFileOfTheSameNameReplacesTheEarlier() throws IOException {
        keep("twice.parquet", "left by a crash");
        String location = keep("twice.parquet", "whole");

        assertThat(fetched(location)).isEqualTo("whole");
    }

    @Test
    default void draftIsNotFoundAndIsGoneWhenItIsKept() throws IOException {
        Path draft = store().draft("drafted.parquet");
        Files.writeString(draft, "half");

        assertThatThrownBy(() -> store().fetch(store().location("drafted.parquet")))
                .isInstanceOf(IOException.class);
        store().keep(draft, "drafted.parquet");
        assertThat(draft).doesNotExist();
    }

    @Test
    default void fileThatIsNotThereIsNotFetched() {
        assertThatThrownBy(() -> store().fetch(store().location("nothing.parquet")))
                .isInstanceOf(IOException.class);
    }

    private String keep(String name, String content) throws IOException {
        Path draft = store().draft(name);
        Files.writeString(draft, content);
        return store().keep(draft, name);
    }

    private String fetched(String location) throws IOException {
        try (ArchiveStore.Copy copy = store().fetch(location)) {
            return Files.readString(copy.file());
        }
    }
}
