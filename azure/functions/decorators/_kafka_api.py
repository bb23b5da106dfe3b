"""The decorators of Apache Kafka, whose bindings are in ``kafka``."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .core import Cardinality, DataType
from .kafka import (
    BrokerAuthenticationMode,
    BrokerProtocol,
    KafkaMessageKeyType,
    KafkaOutput,
    KafkaTrigger,
    OAuthBearerMethod,
)


class KafkaTriggerApi(DecoratorApi):
    """The decorator of triggers of Apache Kafka."""

    @declares
    def kafka_trigger(
        self,
        arg_name: str,
        topic: str,
        broker_list: str,
        event_hub_connection_string: str | None = None,
        consumer_group: str | None = None,
        avro_schema: str | None = None,
        key_avro_schema: str | None = None,
        key_data_type: KafkaMessageKeyType | str | None = KafkaMessageKeyType.STRING,
        username: str | None = None,
        password: str | None = None,
        ssl_key_location: str | None = None,
        ssl_ca_location: str | None = None,
        ssl_certificate_location: str | None = None,
        ssl_key_password: str | None = None,
        ssl_certificate_pem: str | None = None,
        ssl_key_pem: str | None = None,
        ssl_ca_pem: str | None = None,
        ssl_certificate_and_key_pem: str | None = None,
        schema_registry_url: str | None = None,
        schema_registry_username: str | None = None,
        schema_registry_password: str | None = None,
        o_auth_bearer_method: OAuthBearerMethod | str | None = None,
        o_auth_bearer_client_id: str | None = None,
        o_auth_bearer_client_secret: str | None = None,
        o_auth_bearer_scope: str | None = None,
        o_auth_bearer_token_endpoint_url: str | None = None,
        o_auth_bearer_extensions: str | None = None,
        authentication_mode: BrokerAuthenticationMode | str | None = "NotSet",
        protocol: BrokerProtocol | str | None = "NotSet",
        cardinality: Cardinality | str | None = "One",
        lag_threshold: int = 1000,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for the events of a Kafka topic.

        Args:
            arg_name: The parameter that takes the event, a ``KafkaEvent``, ``str`` or ``bytes``; a
                list of them where the cardinality is many. It becomes ``name``.
            topic: The topic to read. It becomes ``topic``.
            broker_list: The brokers, as ``host:port`` separated by commas, or ``%setting%`` for an
                app setting with them. They become ``brokerList``.
            event_hub_connection_string: The connection string of an Event Hubs namespace that is
                read through its Kafka endpoint, or ``%setting%``. It becomes
                ``eventHubConnectionString``.
            consumer_group: The consumer group that events are read as. It becomes
                ``consumerGroup``.
            avro_schema: The Avro schema of the values, as JSON text, where they are generic
                records. It becomes ``avroSchema``.
            key_avro_schema: The Avro schema of the keys, as JSON text, where they are generic
                records. It becomes ``keyAvroSchema``.
            key_data_type: The type of the keys: ``INT``, ``LONG``, ``STRING`` or ``BINARY``. It
                becomes ``keyDataType``.
            username: The user name for SASL, or ``%setting%``; not for ``GSSAPI``. It becomes
                ``username``.
            password: The password for SASL, best as ``%setting%``; not for ``GSSAPI``. It becomes
                ``password``.
            ssl_key_location: The path of the client's private key, a PEM file. It becomes
                ``sslKeyLocation``.
            ssl_ca_location: The path of the CA certificate that the brokers' certificates are
                verified with. It becomes ``sslCaLocation``.
            ssl_certificate_location: The path of the client's certificate. It becomes
                ``sslCertificateLocation``.
            ssl_key_password: The password of the client's private key, best as ``%setting%``. It
                becomes ``sslKeyPassword``.
            ssl_certificate_pem: The client's certificate as PEM text, best as ``%setting%``. It
                becomes ``sslCertificatePem``.
            ssl_key_pem: The client's private key as PEM text, best as ``%setting%``. It becomes
                ``sslKeyPem``.
            ssl_ca_pem: The CA certificate as PEM text, best as ``%setting%``. It becomes
                ``sslCaPem``.
            ssl_certificate_and_key_pem: The client's certificate and private key in one PEM text,
                best as ``%setting%``. It becomes ``sslCertificateAndKeyPem``.
            schema_registry_url: The URL of the Avro schema registry. It becomes
                ``schemaRegistryUrl``.
            schema_registry_username: The user name for the schema registry. It becomes
                ``schemaRegistryUsername``.
            schema_registry_password: The password for the schema registry, best as ``%setting%``.
                It becomes ``schemaRegistryPassword``.
            o_auth_bearer_method: How an OAuth bearer token is obtained: ``DEFAULT`` or ``OIDC``. It
                becomes ``oAuthBearerMethod``.
            o_auth_bearer_client_id: The client id, for ``OIDC``. It becomes
                ``oAuthBearerClientId``.
            o_auth_bearer_client_secret: The client secret, for ``OIDC``; best as ``%setting%``. It
                becomes ``oAuthBearerClientSecret``.
            o_auth_bearer_scope: The scope that is asked for, for ``OIDC``. It becomes
                ``oAuthBearerScope``.
            o_auth_bearer_token_endpoint_url: The URL of the token endpoint, for ``OIDC``. It
                becomes ``oAuthBearerTokenEndpointUrl``.
            o_auth_bearer_extensions: Further information for the brokers, for ``OIDC``:
                ``key=value`` pairs separated by commas. It becomes ``oAuthBearerExtensions``.
            authentication_mode: The SASL mechanism: ``GSSAPI``, ``PLAIN``, ``SCRAMSHA256``,
                ``SCRAMSHA512``, ``OAUTHBEARER``, or ``NOTSET``. It becomes ``authenticationMode``.
            protocol: The security protocol: ``PLAINTEXT``, ``SSL``, ``SASLPLAINTEXT``, ``SASLSSL``,
                or ``NOTSET``. It becomes ``protocol``.
            cardinality: ``ONE`` for a call for each event, ``MANY`` for a call for each batch. It
                becomes ``cardinality``.
            lag_threshold: How many unread events one instance is to work off: the app is scaled out
                where there are more. It becomes ``lagThreshold``.
            data_type: ``DataType.BINARY`` for bodies that are no text; without it, the host hands
                them over as text. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: KafkaTrigger(
                name=arg_name,
                topic=topic,
                broker_list=broker_list,
                event_hub_connection_string=event_hub_connection_string,
                consumer_group=consumer_group,
                avro_schema=avro_schema,
                key_avro_schema=key_avro_schema,
                key_data_type=key_data_type,
                username=username,
                password=password,
                ssl_key_location=ssl_key_location,
                ssl_ca_location=ssl_ca_location,
                ssl_certificate_location=ssl_certificate_location,
                ssl_key_password=ssl_key_password,
                ssl_certificate_pem=ssl_certificate_pem,
                ssl_key_pem=ssl_key_pem,
                ssl_ca_pem=ssl_ca_pem,
                ssl_certificate_and_key_pem=ssl_certificate_and_key_pem,
                schema_registry_url=schema_registry_url,
                schema_registry_username=schema_registry_username,
                schema_registry_password=schema_registry_password,
                o_auth_bearer_method=o_auth_bearer_method,
                o_auth_bearer_client_id=o_auth_bearer_client_id,
                o_auth_bearer_client_secret=o_auth_bearer_client_secret,
                o_auth_bearer_scope=o_auth_bearer_scope,
                o_auth_bearer_token_endpoint_url=o_auth_bearer_token_endpoint_url,
                o_auth_bearer_extensions=o_auth_bearer_extensions,
                authentication_mode=authentication_mode,
                protocol=protocol,
                cardinality=cardinality,
                lag_threshold=lag_threshold,
                data_type=data_type,
                **kwargs,
            )
        )


class KafkaBindingApi(DecoratorApi):
    """The decorator of the output of Apache Kafka."""

    @declares
    def kafka_output(
        self,
        arg_name: str,
        topic: str,
        broker_list: str,
        avro_schema: str | None = None,
        key_avro_schema: str | None = None,
        key_data_type: KafkaMessageKeyType | str | None = KafkaMessageKeyType.STRING,
        username: str | None = None,
        password: str | None = None,
        ssl_key_location: str | None = None,
        ssl_ca_location: str | None = None,
        ssl_certificate_location: str | None = None,
        ssl_key_password: str | None = None,
        ssl_certificate_pem: str | None = None,
        ssl_key_pem: str | None = None,
        ssl_ca_pem: str | None = None,
        ssl_certificate_and_key_pem: str | None = None,
        schema_registry_url: str | None = None,
        schema_registry_username: str | None = None,
        schema_registry_password: str | None = None,
        o_auth_bearer_method: OAuthBearerMethod | str | None = None,
        o_auth_bearer_client_id: str | None = None,
        o_auth_bearer_client_secret: str | None = None,
        o_auth_bearer_scope: str | None = None,
        o_auth_bearer_token_endpoint_url: str | None = None,
        o_auth_bearer_extensions: str | None = None,
        max_message_bytes: int = 1000000,
        batch_size: int = 10000,
        enable_idempotence: bool = False,
        message_timeout_ms: int = 300000,
        request_timeout_ms: int = 5000,
        max_retries: int = 2147483647,
        authentication_mode: BrokerAuthenticationMode | str | None = "NOTSET",
        protocol: BrokerProtocol | str | None = "NOTSET",
        linger_ms: int = 5,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Send events to a Kafka topic.

        Args:
            arg_name: The parameter through which events are sent, an ``Out[str]``, ``Out[bytes]``
                or ``Out[typing.List[str]]``; ``$return`` for what the function returns. It becomes
                ``name``.
            topic: The topic to write to. It becomes ``topic``.
            broker_list: The brokers, as ``host:port`` separated by commas, or ``%setting%`` for an
                app setting with them. They become ``brokerList``.
            avro_schema: The Avro schema of the values, as JSON text, where they are generic
                records. It becomes ``avroSchema``.
            key_avro_schema: The Avro schema of the keys, as JSON text, where they are generic
                records. It becomes ``keyAvroSchema``.
            key_data_type: The type of the keys: ``INT``, ``LONG``, ``STRING`` or ``BINARY``. It
                becomes ``keyDataType``.
            username: The user name for SASL, or ``%setting%``; not for ``GSSAPI``. It becomes
                ``username``.
            password: The password for SASL, best as ``%setting%``; not for ``GSSAPI``. It becomes
                ``password``.
            ssl_key_location: The path of the client's private key, a PEM file. It becomes
                ``sslKeyLocation``.
            ssl_ca_location: The path of the CA certificate that the brokers' certificates are
                verified with. It becomes ``sslCaLocation``.
            ssl_certificate_location: The path of the client's certificate. It becomes
                ``sslCertificateLocation``.
            ssl_key_password: The password of the client's private key, best as ``%setting%``. It
                becomes ``sslKeyPassword``.
            ssl_certificate_pem: The client's certificate as PEM text, best as ``%setting%``. It
                becomes ``sslCertificatePem``.
            ssl_key_pem: The client's private key as PEM text, best as ``%setting%``. It becomes
                ``sslKeyPem``.
            ssl_ca_pem: The CA certificate as PEM text, best as ``%setting%``. It becomes
                ``sslCaPem``.
            ssl_certificate_and_key_pem: The client's certificate and private key in one PEM text,
                best as ``%setting%``. It becomes ``sslCertificateAndKeyPem``.
            schema_registry_url: The URL of the Avro schema registry. It becomes
                ``schemaRegistryUrl``.
            schema_registry_username: The user name for the schema registry. It becomes
                ``schemaRegistryUsername``.
            schema_registry_password: The password for the schema registry, best as ``%setting%``.
                It becomes ``schemaRegistryPassword``.
            o_auth_bearer_method: How an OAuth bearer token is obtained: ``DEFAULT`` or ``OIDC``. It
                becomes ``oAuthBearerMethod``.
            o_auth_bearer_client_id: The client id, for ``OIDC``. It becomes
                ``oAuthBearerClientId``.
            o_auth_bearer_client_secret: The client secret, for ``OIDC``; best as ``%setting%``. It
                becomes ``oAuthBearerClientSecret``.
            o_auth_bearer_scope: The scope that is asked for, for ``OIDC``. It becomes
                ``oAuthBearerScope``.
            o_auth_bearer_token_endpoint_url: The URL of the token endpoint, for ``OIDC``. It
                becomes ``oAuthBearerTokenEndpointUrl``.
            o_auth_bearer_extensions: Further information for the brokers, for ``OIDC``:
                ``key=value`` pairs separated by commas. It becomes ``oAuthBearerExtensions``.
            max_message_bytes: The size in bytes that a message may have. It becomes
                ``maxMessageBytes``.
            batch_size: How many messages are sent in one batch at most. It becomes ``batchSize``.
            enable_idempotence: Whether each message is written exactly once, and in order. It
                becomes ``enableIdempotence``.
            message_timeout_ms: How long, in milliseconds, a message may take with all its retries;
                0 for no limit. It becomes ``messageTimeoutMs``.
            request_timeout_ms: How long, in milliseconds, the brokers may take to acknowledge. It
                becomes ``requestTimeoutMs``.
            max_retries: How often a message that failed is sent again. It becomes ``maxRetries``.
            authentication_mode: The SASL mechanism: ``GSSAPI``, ``PLAIN``, ``SCRAMSHA256``,
                ``SCRAMSHA512``, ``OAUTHBEARER``, or ``NOTSET``. It becomes ``authenticationMode``.
            protocol: The security protocol: ``PLAINTEXT``, ``SSL``, ``SASLPLAINTEXT``, ``SASLSSL``,
                or ``NOTSET``. It becomes ``protocol``.
            linger_ms: How long, in milliseconds, messages are gathered into a batch. It becomes
                ``lingerMs``.
            data_type: ``DataType.BINARY`` for events that are bytes and no text. It becomes
                ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: KafkaOutput(
                name=arg_name,
                topic=topic,
                broker_list=broker_list,
                avro_schema=avro_schema,
                key_avro_schema=key_avro_schema,
                key_data_type=key_data_type,
                username=username,
                password=password,
                ssl_key_location=ssl_key_location,
                ssl_ca_location=ssl_ca_location,
                ssl_certificate_location=ssl_certificate_location,
                ssl_key_password=ssl_key_password,
                ssl_certificate_pem=ssl_certificate_pem,
                ssl_key_pem=ssl_key_pem,
                ssl_ca_pem=ssl_ca_pem,
                ssl_certificate_and_key_pem=ssl_certificate_and_key_pem,
                schema_registry_url=schema_registry_url,
                schema_registry_username=schema_registry_username,
                schema_registry_password=schema_registry_password,
                o_auth_bearer_method=o_auth_bearer_method,
                o_auth_bearer_client_id=o_auth_bearer_client_id,
                o_auth_bearer_client_secret=o_auth_bearer_client_secret,
                o_auth_bearer_scope=o_auth_bearer_scope,
                o_auth_bearer_token_endpoint_url=o_auth_bearer_token_endpoint_url,
                o_auth_bearer_extensions=o_auth_bearer_extensions,
                max_message_bytes=max_message_bytes,
                batch_size=batch_size,
                enable_idempotence=enable_idempotence,
                message_timeout_ms=message_timeout_ms,
                request_timeout_ms=request_timeout_ms,
                max_retries=max_retries,
                authentication_mode=authentication_mode,
                protocol=protocol,
                linger_ms=linger_ms,
                data_type=data_type,
                **kwargs,
            )
        )
