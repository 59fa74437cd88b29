package io.sluice.ingestion.device;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Table {@code device}. A deleted device stays in it until its tombstone is on the topic. */
interface DeviceRepository extends Repository<DeviceEntity, String> {
    DeviceEntity saveAndFlush(DeviceEntity device);

    Optional<DeviceEntity> findByIdAndDeletedFalse(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from DeviceEntity d where d.id = :id")
    Optional<DeviceEntity> lock(String id);

    @Query("select d.id from DeviceEntity d where d.id in :ids and not d.deleted")
    List<String> findRegistered(Collection<String> ids);

    @Query(
            nativeQuery = true,
            value =
                    """
                    select * from device
                    where not deleted and id > :after
                      and (cast(:type as text) is null or type = :type)
                      and (cast(:location as text) is null or location = :location)
                      and (cast(:name as text) is null or strpos(lower(name), lower(:name)) > 0)
                      and labels @> cast(:labels as jsonb)
                    order by id limit :limit
                    """)
    List<DeviceEntity> find(
            String after,
            @Nullable String type,
            @Nullable String location,
            @Nullable String name,
            String labels,
            int limit);

    @Query(
            nativeQuery = true,
            value =
                    """
                    select * from device where version <> published_version
                    order by id limit :limit for update skip locked
                    """)
    List<DeviceEntity> lockUnpublished(int limit);

    @Modifying
    @Query(
            nativeQuery = true,
            value =
                    "update device set published_version = version where id in :ids and not"
                            + " deleted")
    void markPublished(Collection<String> ids);

    @Modifying
    @Query(nativeQuery = true, value = "delete from device where id in :ids and deleted")
    void forgetDeleted(Collection<String> ids);
}
