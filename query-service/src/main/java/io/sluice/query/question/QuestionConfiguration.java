package io.sluice.query.question;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The limits of questions about many series. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuestionProperties.class)
class QuestionConfiguration {}
