"""Run the steps on the connection that was handed in, inside its transaction."""

from alembic import context

from tianyi_desk.models import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
