"""Apache Kafka: the bindings ``kafkaTrigger`` and ``kafka``; their decorators: ``_kafka_api``."""

from __future__ import annotations

from .._enums import parse_member
from .constants import KAFKA, KAFKA_TRIGGER
from .core import Cardinality, DataType, OutputBinding, StringifyEnum, Trigger

__all__ = (
    "KAFKA",
    "KAFKA_TRIGGER",
    "BrokerAuthenticationMode",
    "BrokerProtocol",
    "KafkaMessageKeyType",
    "KafkaOutput",
    "KafkaTrigger",
    "OAuthBearerMethod",
)


class KafkaMessageKeyType(StringifyEnum):
    """The type of the keys of events."""

    INT = 0
    """A whole number of 32 bits."""
    LONG = 1
    """A whole number of 64 bits."""
    STRING = 2
    """Text."""
    BINARY = 3
    """Bytes."""


class BrokerAuthenticationMode(StringifyEnum):
    """The SASL mechanism by which brokers are told who connects."""

    NOTSET = -1
    """The one that the host chooses."""
    GSSAPI = 0
    """Kerberos."""
    PLAIN = 1
    """A user name and a password, sent as they are."""
    SCRAMSHA256 = 2
    """A user name and a password, proven with SCRAM-SHA-256."""
    SCRAMSHA512 = 3
    """A user name and a password, proven with SCRAM-SHA-512."""
    OAUTHBEARER = 4
    """A token of OAuth 2.0, by the ``o_auth_bearer_*`` arguments."""


class BrokerProtocol(StringifyEnum):
    """The security protocol spoken with brokers."""

    NOTSET = -1
    """The one that the host chooses."""
    PLAINTEXT = 0
    """Without encryption and authentication."""
    SSL = 1
    """TLS."""
    SASLPLAINTEXT = 2
    """Authentication by SASL, without encryption."""
    SASLSSL = 3
    """Authentication by SASL, over TLS."""


class OAuthBearerMethod(StringifyEnum):
    """How the token is obtained with which brokers are told who connects."""

    DEFAULT = (0,)  # a tuple, as published; bindings hold the name of the member
    """By the client's own method."""
    OIDC = 1
    """From the token endpoint of an OpenID Connect provider."""


class KafkaTrigger(Trigger, binding=KAFKA_TRIGGER):
    """The trigger of ``@app.kafka_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
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
        authentication_mode: BrokerAuthenticationMode
        | str
        | None = BrokerAuthenticationMode.NOTSET,
        protocol: BrokerProtocol | str | None = BrokerProtocol.NOTSET,
        cardinality: Cardinality | str | None = Cardinality.ONE,
        lag_threshold: int = 1000,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.topic = topic
        self.broker_list = broker_list
        self.event_hub_connection_string = event_hub_connection_string
        self.consumer_group = consumer_group
        self.avro_schema = avro_schema
        self.key_avro_schema = key_avro_schema
        self.key_data_type: KafkaMessageKeyType | None = parse_member(
            key_data_type, KafkaMessageKeyType, "key_data_type"
        )
        self.username = username
        self.password = password
        self.ssl_key_location = ssl_key_location
        self.ssl_ca_location = ssl_ca_location
        self.ssl_certificate_location = ssl_certificate_location
        self.ssl_key_password = ssl_key_password
        self.ssl_certificate_pem = ssl_certificate_pem
        self.ssl_key_pem = ssl_key_pem
        self.ssl_ca_pem = ssl_ca_pem
        self.ssl_certificate_and_key_pem = ssl_certificate_and_key_pem
        self.schema_registry_url = schema_registry_url
        self.schema_registry_username = schema_registry_username
        self.schema_registry_password = schema_registry_password
        self.o_auth_bearer_method: OAuthBearerMethod | None = parse_member(
            o_auth_bearer_method, OAuthBearerMethod, "o_auth_bearer_method"
        )
        self.o_auth_bearer_client_id = o_auth_bearer_client_id
        self.o_auth_bearer_client_secret = o_auth_bearer_client_secret
        self.o_auth_bearer_scope = o_auth_bearer_scope
        self.o_auth_bearer_token_endpoint_url = o_auth_bearer_token_endpoint_url
        self.o_auth_bearer_extensions = o_auth_bearer_extensions
        self.authentication_mode: BrokerAuthenticationMode | None = parse_member(
            authentication_mode, BrokerAuthenticationMode, "authentication_mode"
        )
        self.protocol: BrokerProtocol | None = parse_member(protocol, BrokerProtocol, "protocol")
        self.cardinality: Cardinality | None = parse_member(cardinality, Cardinality, "cardinality")
        self.lag_threshold = lag_threshold


class KafkaOutput(OutputBinding, binding=KAFKA):
    """The output of ``@app.kafka_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        topic: str,
        broker_list: str,
        avro_schema: str | None,
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
        authentication_mode: BrokerAuthenticationMode
        | str
        | None = BrokerAuthenticationMode.NOTSET,
        protocol: BrokerProtocol | str | None = BrokerProtocol.NOTSET,
        linger_ms: int = 5,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.topic = topic
        self.broker_list = broker_list
        self.avro_schema = avro_schema
        self.key_avro_schema = key_avro_schema
        self.key_data_type: KafkaMessageKeyType | None = parse_member(
            key_data_type, KafkaMessageKeyType, "key_data_type"
        )
        self.username = username
        self.password = password
        self.ssl_key_location = ssl_key_location
        self.ssl_ca_location = ssl_ca_location
        self.ssl_certificate_location = ssl_certificate_location
        self.ssl_key_password = ssl_key_password
        self.ssl_certificate_pem = ssl_certificate_pem
        self.ssl_key_pem = ssl_key_pem
        self.ssl_ca_pem = ssl_ca_pem
        self.ssl_certificate_and_key_pem = ssl_certificate_and_key_pem
        self.schema_registry_url = schema_registry_url
        self.schema_registry_username = schema_registry_username
        self.schema_registry_password = schema_registry_password
        self.o_auth_bearer_method: OAuthBearerMethod | None = parse_member(
            o_auth_bearer_method, OAuthBearerMethod, "o_auth_bearer_method"
        )
        self.o_auth_bearer_client_id = o_auth_bearer_client_id
        self.o_auth_bearer_client_secret = o_auth_bearer_client_secret
        self.o_auth_bearer_scope = o_auth_bearer_scope
        self.o_auth_bearer_token_endpoint_url = o_auth_bearer_token_endpoint_url
        self.o_auth_bearer_extensions = o_auth_bearer_extensions
        self.max_message_bytes = max_message_bytes
        self.batch_size = batch_size
        self.enable_idempotence = enable_idempotence
        self.message_timeout_ms = message_timeout_ms
        self.request_timeout_ms = request_timeout_ms
        self.max_retries = max_retries
        self.authentication_mode: BrokerAuthenticationMode | None = parse_member(
            authentication_mode, BrokerAuthenticationMode, "authentication_mode"
        )
        self.protocol: BrokerProtocol | None = parse_member(protocol, BrokerProtocol, "protocol")
        self.linger_ms = linger_ms
