from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sheets', '0002_forms'),
    ]

    operations = [
        migrations.AddField(
            model_name='layout',
            name='more',
            field=models.JSONField(default=dict),
        ),
    ]
