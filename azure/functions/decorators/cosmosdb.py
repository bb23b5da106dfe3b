"""Azure Cosmos DB: the bindings ``cosmosDBTrigger`` and ``cosmosDB``, and their decorators.

Those with ``V3`` in their names are for version 3 of the host's extension, the others for 4 and on.
"""

from __future__ import annotations

from enum import Enum

from ._api import Decorator, declares
from ._cosmosdb_v3 import (
    CosmosDBBindingV3Api,
    CosmosDBInputV3,
    CosmosDBOutputV3,
    CosmosDBTriggerV3,
    CosmosDBTriggerV3Api,
)
from .constants import COSMOS_DB, COSMOS_DB_TRIGGER
from .core import CosmosDBChangeFeedMode, DataType, InputBinding, OutputBinding, Trigger

__all__ = (
    "COSMOS_DB",
    "COSMOS_DB_TRIGGER",
    "CosmosDBInput",
    "CosmosDBInputV3",
    "CosmosDBOutput",
    "CosmosDBOutputV3",
    "CosmosDBTrigger",
    "CosmosDBTriggerV3",
)


class CosmosDBTrigger(Trigger, binding=COSMOS_DB_TRIGGER):
    """The trigger of ``@app.cosmos_db_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        database_name: str,
        container_name: str,
        lease_connection: str | None = None,
        lease_database_name: str | None = None,
        lease_container_name: str | None = None,
        create_lease_container_if_not_exists: bool | None = None,
        leases_container_throughput: int | None = None,
        lease_container_prefix: str | None = None,
        feed_poll_delay: int | None = None,
        lease_acquire_interval: int | None = None,
        lease_expiration_interval: int | None = None,
        lease_renew_interval: int | None = None,
        max_items_per_invocation: int | None = None,
        start_from_beginning: bool | None = None,
        start_from_time: str | None = None,
        preferred_locations: str | None = None,
        change_feed_mode: CosmosDBChangeFeedMode | str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.database_name = database_name
        self.container_name = container_name
        self.lease_connection = lease_connection
        self.lease_database_name = lease_database_name
        self.lease_container_name = lease_container_name
        self.create_lease_container_if_not_exists = create_lease_container_if_not_exists
        self.leases_container_throughput = leases_container_throughput
        self.lease_container_prefix = lease_container_prefix
        self.feed_poll_delay = feed_poll_delay
        self.lease_acquire_interval = lease_acquire_interval
        self.lease_expiration_interval = lease_expiration_interval
        self.lease_renew_interval = lease_renew_interval
        self.max_items_per_invocation = max_items_per_invocation
        self.start_from_beginning = start_from_beginning
        self.start_from_time = start_from_time
        self.preferred_locations = preferred_locations
        # The host reads the value of this enum, where it reads the names of the others. Any enum,
        # since a member may be of an earlier copy of this package, before a reload.
        self.change_feed_mode: str | None = (
            change_feed_mode.value if isinstance(change_feed_mode, Enum) else change_feed_mode
        )


class CosmosDBInput(InputBinding, binding=COSMOS_DB):
    """The input of ``@app.cosmos_db_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        database_name: str,
        container_name: str,
        partition_key: str | None = None,
        data_type: DataType | str | None = None,
        id: str | None = None,
        sql_query: str | None = None,
        preferred_locations: str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.database_name = database_name
        self.container_name = container_name
        self.partition_key = partition_key
        self.id = id
        self.sql_query = sql_query
        self.preferred_locations = preferred_locations


class CosmosDBOutput(OutputBinding, binding=COSMOS_DB):
    """The output of ``@app.cosmos_db_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        database_name: str,
        container_name: str,
        create_if_not_exists: bool | None = None,
        partition_key: str | None = None,
        container_throughput: int | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.database_name = database_name
        self.container_name = container_name
        self.create_if_not_exists = create_if_not_exists
        self.partition_key = partition_key
        self.container_throughput = container_throughput
        self.preferred_locations = preferred_locations


class CosmosDBTriggerApi(CosmosDBTriggerV3Api):
    """The decorators of triggers of Azure Cosmos DB."""

    @declares
    def cosmos_db_trigger(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        lease_connection: str | None = None,
        lease_database_name: str | None = None,
        lease_container_name: str | None = None,
        create_lease_container_if_not_exists: bool | None = None,
        leases_container_throughput: int | None = None,
        lease_container_prefix: str | None = None,
        feed_poll_delay: int | None = None,
        lease_acquire_interval: int | None = None,
        lease_expiration_interval: int | None = None,
        lease_renew_interval: int | None = None,
        max_items_per_invocation: int | None = None,
        start_from_beginning: bool | None = None,
        start_from_time: str | None = None,
        preferred_locations: str | None = None,
        change_feed_mode: CosmosDBChangeFeedMode | str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for changes in a container of Cosmos DB.

        Args:
            arg_name: The parameter that takes the documents, a ``DocumentList`` or ``str``. It
                becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            database_name: The database of the container. It becomes ``databaseName``.
            container_name: The container to watch. It becomes ``containerName``.
            lease_connection: The same as ``connection`` for the container of leases; without it,
                that of the watched container. It becomes ``leaseConnection``.
            lease_database_name: The database of the container of leases; without it, that of the
                watched container. It becomes ``leaseDatabaseName``.
            lease_container_name: The container of leases, in which the trigger keeps how far it has
                read; without it, ``leases``. It becomes ``leaseContainerName``.
            create_lease_container_if_not_exists: Whether to create the container of leases where
                there is none; without it, no. It becomes ``createLeaseContainerIfNotExists``.
            leases_container_throughput: How many request units a second a container of leases that
                is created gets. It becomes ``leasesContainerThroughput``.
            lease_container_prefix: What the names of leases begin with, so that functions can share
                a container of leases. It becomes ``leaseContainerPrefix``.
            feed_poll_delay: The milliseconds between two looks for changes; without it, 5000. It
                becomes ``feedPollDelay``.
            lease_acquire_interval: The milliseconds between two looks whether partitions are evenly
                spread over the instances; without it, 13000. It becomes ``leaseAcquireInterval``.
            lease_expiration_interval: The milliseconds after which another instance takes over a
                lease that was not renewed; without it, 60000. It becomes
                ``leaseExpirationInterval``.
            lease_renew_interval: The milliseconds after which an instance renews its leases;
                without it, 17000. It becomes ``leaseRenewInterval``.
            max_items_per_invocation: How many documents a call gets at most; changes of one
                transaction stay together. It becomes ``maxItemsPerInvocation``.
            start_from_beginning: Whether to read all changes from the first one, where there are no
                leases yet. It becomes ``startFromBeginning``.
            start_from_time: The time from which to read changes, where there are no leases yet: ISO
                8601, as ``2026-11-22T12:00:00Z``. It becomes ``startFromTime``.
            preferred_locations: The regions to prefer in a database account of several, separated
                by commas: ``"East US,North Europe"``. They become ``preferredLocations``.
            change_feed_mode: Which changes are handed over: a member of ``CosmosDBChangeFeedMode``,
                or its value as text, ``LatestVersion`` or ``AllVersionsAndDeletes``. It becomes
                ``changeFeedMode``.
            data_type: In which form the host hands over the documents. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: CosmosDBTrigger(
                name=arg_name,
                connection=connection,
                database_name=database_name,
                container_name=container_name,
                lease_connection=lease_connection,
                lease_database_name=lease_database_name,
                lease_container_name=lease_container_name,
                create_lease_container_if_not_exists=create_lease_container_if_not_exists,
                leases_container_throughput=leases_container_throughput,
                lease_container_prefix=lease_container_prefix,
                feed_poll_delay=feed_poll_delay,
                lease_acquire_interval=lease_acquire_interval,
                lease_expiration_interval=lease_expiration_interval,
                lease_renew_interval=lease_renew_interval,
                max_items_per_invocation=max_items_per_invocation,
                start_from_beginning=start_from_beginning,
                start_from_time=start_from_time,
                preferred_locations=preferred_locations,
                change_feed_mode=change_feed_mode,
                data_type=data_type,
                **kwargs,
            )
        )


class CosmosDBBindingApi(CosmosDBBindingV3Api):
    """The decorators of inputs and outputs of Azure Cosmos DB."""

    @declares
    def cosmos_db_input(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        partition_key: str | None = None,
        id: str | None = None,
        sql_query: str | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function documents of a container of Cosmos DB.

        Args:
            arg_name: The parameter that takes the documents, a ``DocumentList`` or ``str``. It
                becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            database_name: The database of the container. It becomes ``databaseName``.
            container_name: The container to read. It becomes ``containerName``.
            partition_key: The value of the partition key, which may be an expression such as
                ``{Query.kind}``. It becomes ``partitionKey``.
            id: The id of one document to read, which may be an expression such as ``{Query.id}``;
                not together with ``sql_query``. It becomes ``id``.
            sql_query: The query whose documents to read, which may hold expressions such as
                ``{Query.kind}``. It becomes ``sqlQuery``.
            preferred_locations: The regions to prefer in a database account of several, separated
                by commas: ``"East US,North Europe"``. They become ``preferredLocations``.
            data_type: In which form the host hands over the documents. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: CosmosDBInput(
                name=arg_name,
                connection=connection,
                database_name=database_name,
                container_name=container_name,
                partition_key=partition_key,
                id=id,
                sql_query=sql_query,
                preferred_locations=preferred_locations,
                data_type=data_type,
                **kwargs,
            )
        )

    @declares
    def cosmos_db_output(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        create_if_not_exists: bool | None = None,
        partition_key: str | None = None,
        container_throughput: int | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Write documents to a container of Cosmos DB.

        Args:
            arg_name: The parameter through which documents are written, an ``Out[Document]`` or
                ``Out[DocumentList]``; ``$return`` for what the function returns. It becomes
                ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            database_name: The database of the container. It becomes ``databaseName``.
            container_name: The container to write to. It becomes ``containerName``.
            create_if_not_exists: Whether to create the container where there is none; without it,
                no. It becomes ``createIfNotExists``.
            partition_key: The path of the partition key of a container that is created, as ``/id``.
                It becomes ``partitionKey``.
            container_throughput: How many request units a second a container that is created gets.
                It becomes ``containerThroughput``.
            preferred_locations: The regions to prefer in a database account of several, separated
                by commas: ``"East US,North Europe"``. They become ``preferredLocations``.
            data_type: In which form the host takes the documents. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: CosmosDBOutput(
                name=arg_name,
                connection=connection,
                database_name=database_name,
                container_name=container_name,
                create_if_not_exists=create_if_not_exists,
                partition_key=partition_key,
                container_throughput=container_throughput,
                preferred_locations=preferred_locations,
                data_type=data_type,
                **kwargs,
            )
        )
