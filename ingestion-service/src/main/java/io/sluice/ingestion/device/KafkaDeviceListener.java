package io.sluice.ingestion.device;

import io.sluice.contracts.devices.DevicesTopic;
import io.sluice.ingestion.kafka.KafkaTopicFollower;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** Learns from the topic {@code devices} what other instances registered and removed. */
@Configuration(proxyBeanMethods = false)
class KafkaDeviceListener {
    private final KnownDevices known;

    KafkaDeviceListener(KnownDevices known) {
        this.known = known;
    }

    @Bean
    KafkaTopicFollower deviceFollower(ConsumerFactory<String, byte[]> consumers, KafkaAdmin admin) {
        return KafkaTopicFollower.fromBeginning(
                consumers, admin, DevicesTopic.TOPIC, this::onDevice);
    }

    /** A record without a value is a removed device. */
    private void onDevice(ConsumerRecord<String, byte[]> device) {
        if (device.value() == null) {
            known.remove(device.key());
        } else {
            known.add(device.key());
        }
    }
}
